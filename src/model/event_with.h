/* event_with.h - for the tests: the network of events with a kernel of one's choice (model/kernel.h). */
#ifndef MODEL_EVENT_WITH_H
#define MODEL_EVENT_WITH_H
#include "model/event.h"
#include "model/kernel.h"

/* As event_make, with that kernel in place of the fastest. */
const struct event_net *event_make_with(struct arena *arena, const struct weights *weights, const struct kernel *kernel,
                                        readout_error *error);
#endif
