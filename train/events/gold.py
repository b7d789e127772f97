#!/usr/bin/env python3
"""The labelled sentences as lines {"text"}, for states.c.   gold.py DATA OUT"""
import json
import sys

import data

with open(sys.argv[2], "w", encoding="utf-8") as file:
    for item in data.load(sys.argv[1]):
        file.write(json.dumps({"text": item["text"]}) + "\n")
