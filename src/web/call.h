/* call.h - one request while it is answered, and what pages are: functions that fill its answer.
 *
 * Input: a request that was let in (guard.h): path, form, parameters. Output: status, headers and body. Invariant: a
 * call belongs to one thread; its memory is its arena, which whoever calls a page guards. */
#ifndef WEB_CALL_H
#define WEB_CALL_H
#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"

#include "store/query.h"
#include "view/choice.h"
#include "web/query.h"
#include "web/stories.h"

/* What an address ends in says what is wanted. */
enum form { FORM_HTML, FORM_JSON, FORM_CSV, FORM_ATOM, FORM_ICALENDAR, FORM_MARKDOWN, FORM_COUNT };
struct form_kind {
    const char *ending; /* ".json"; of HTML "" */
    const char *type;   /* Content-Type */
};
extern const struct form_kind form_kinds[FORM_COUNT];

/* A field of a form that was sent; a file has a name, and its bytes are in the file `path`. */
struct field {
    struct str name, value;
    struct str file_name, path;
};
LIST_TYPE(field_list, struct field);

struct server;

struct call {
    struct server *server;
    struct arena arena;
    struct buffer scratch; /* for items (view/item.h) and whoever needs one for a moment */

    /* The request. */
    bool posts;
    struct str path;     /* "/meetings", "/item": the route, without what stands behind it and without ending */
    struct str rest;     /* what stands behind it, decoded: the key in "/item/KEY" */
    enum form form;
    struct query query;
    struct field_list fields; /* of a POST */
    int64_t seen_run;    /* the last run that this reader saw when it was here before; 0: not known */
    struct str seen_at;  /* when that was, "2024-08-19T12:00:00Z" */
    bool may_write;

    /* What routes that ask for it get: the database (read-only for GET), the story of the scope that the parameters
     * choose, and what of it they choose. */
    struct store *store;
    const struct scope_story *scope;
    const struct story *story;
    struct choice choice;
    const struct scope_story *before, *after; /* that what changed is compared with (changes.h, atom.h); given back with
                                                 the others */
    bool behind; /* the record has changed since, and its story is being made */

    /* The answer. */
    unsigned status;     /* 200 unless set */
    const char *type;    /* Content-Type; that of the form unless set */
    struct str location; /* where to go instead, with a status of 303 */
    struct str file_name; /* under which it is to be kept; empty: it is to be looked at */
    bool changes;        /* the answer is no function of record and address: it is not kept for the next */
    struct buffer out;   /* the body */
    FILE *file;          /* or this: JSON and CSV are printed to it (call_file) */
    readout_error error; /* of a page that returned false */
};

/* Fill the answer; false: call->error says why not, and a page that says so is sent. */
typedef bool page_make(struct call *call);

/* The stream that JSON and CSV are printed to; jumps to the arena's guard where none can be made. */
FILE *call_file(struct call *call);

/* The value of the field of that name; empty where there is none. */
struct str call_field(const struct call *call, const char *name);

/* The address "PATH/REST?..." as plain text, in the arena; `rest` is one segment (query.h), or empty. */
struct str call_address(struct call *call, struct str path, struct str rest, const struct query *query);

/* Answer "go there" (303): the rest of a POST. */
void call_redirect(struct call *call, struct str path, const struct query *query);

/* Fail with a status: not found, bad request, ... The text ends up on a page. */
bool call_fail(struct call *call, unsigned status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The filter that the parameters are; its texts are in the arena. */
struct filter call_filter(struct call *call);

/* Whether the parameters ask for the oldest first, not the newest. */
bool call_oldest_first(const struct call *call);

/* What items of the story are made with (view/item.h). */
struct items;
struct items call_items(struct call *call);

/* Print the rows, or call `use` with each, and close them, even where memory runs out; to print: as JSON or CSV, by the
 * form that was asked for. False, and call->error: also where `rows` is NULL, for those could not be opened. */
struct rows;
struct row;
bool call_print_rows(struct call *call, struct rows *rows);
bool call_each_row(struct call *call, struct rows *rows, void use(void *context, const struct row *row), void *context);
#endif
