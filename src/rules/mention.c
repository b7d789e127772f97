/* mention.c - see mention.h. */
#include "rules/mention.h"

void mentions_init(struct mentions *mentions, const struct document *document)
{
    *mentions = (struct mentions){0};
    for (int type = 0; type < MENTION_TYPE_COUNT; type++)
        mentions->over[type] = ARENA_NEW(document->arena, uint32_t, document->token_count + 1);
}

bool mentions_add(struct mentions *mentions, const struct document *document, enum mention_type type,
                  struct mention mention)
{
    for (uint32_t token = mention.first; token < mention.last; token++)
        if (mentions->over[type][token])
            return false;
    size_t capacity = mentions->capacity[type];
    mentions->items[type] = arena_grow(document->arena, mentions->items[type], mentions->count[type], &capacity,
                                       sizeof(struct mention));
    mentions->capacity[type] = (uint32_t)capacity;
    mentions->items[type][mentions->count[type]++] = mention;
    for (uint32_t token = mention.first; token < mention.last; token++)
        mentions->over[type][token] = mentions->count[type];
    return true;
}
