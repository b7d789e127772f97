// readout.mjs
