/* revision_print.c - see revision_print.h. */
#include "view/revision_print.h"

#include "view/put.h"
#include "view/text.h"

static const char marks[REVISION_KIND_COUNT] = {
    [REVISION_SAME] = '=', [REVISION_CHANGED] = '~', [REVISION_ADDED] = '+', [REVISION_REMOVED] = '-', [REVISION_MOVED] = '>'};

static struct str sentence_text(const struct document *document, uint32_t at)
{
    return document_slice(document, document->sentences[at].start, document->sentences[at].end);
}

static struct str version_text(const struct report_version *version, struct arena *arena)
{
    struct str id = text_clean(arena, version->id), outlet = text_clean(arena, version->outlet);
    struct str day = version->published.len ? text_clean(arena, version->published) : STR("undated");
    return text_format(arena, "%.*s version %u (%.*s%s%.*s)", STR_ARGS(id), (unsigned)version->version, STR_ARGS(outlet),
                       outlet.len ? " " : "", STR_ARGS(day));
}

static char *add_bytes(char *to, struct str bytes)
{
    if (bytes.len)
        memcpy(to, bytes.ptr, bytes.len);
    return to + bytes.len;
}

/* "The vote was [-85-] {+84+} to 19", as wdiff marks it. */
static struct str changed_text(struct arena *arena, const struct revision_words_list *words)
{
    size_t size = 0;
    for (size_t i = 0; i < words->count; i++)
        size += words->items[i].text.len + sizeof " [--]";
    char *out = arena_take(arena, size + 1, 1), *to = out;
    for (size_t i = 0; i < words->count; i++) {
        const struct revision_words *part = &words->items[i];
        bool gone = part->kind == REVISION_REMOVED, stays = part->kind == REVISION_SAME;
        to = add_bytes(to, part->space && to > out ? STR(" ") : STR(""));
        to = add_bytes(to, stays ? STR("") : gone ? STR("[-") : STR("{+"));
        to = add_bytes(to, part->text);
        to = add_bytes(to, stays ? STR("") : gone ? STR("-]") : STR("+}"));
    }
    return text_clean(arena, str_make(out, (size_t)(to - out)));
}

static void print_sentence(const struct revision *revision, const struct revision_sentence *sentence,
                           const struct page *page, struct arena *arena)
{
    struct str text = sentence->kind == REVISION_CHANGED ? changed_text(arena, &sentence->words)
                      : sentence->is == ALIGN_NONE       ? text_clean(arena, sentence_text(revision->was, sentence->was))
                                                         : text_clean(arena, sentence_text(revision->is, sentence->is));
    page_line(page, 2, text_format(arena, "%c %.*s", marks[sentence->kind], STR_ARGS(text)), STR(""));
}

static void print_fact(const struct revision *revision, const struct revision_change *change, const struct page *page,
                       struct arena *arena)
{
    const struct revision_fact *was = change->was == ALIGN_NONE ? NULL : &revision->old_facts->items[change->was];
    const struct revision_fact *is = change->is == ALIGN_NONE ? NULL : &revision->new_facts->items[change->is];
    struct str kind = was ? was->kind : is->kind;
    struct str before = was ? text_clean(arena, was->what) : STR(""), after = is ? text_clean(arena, is->what) : STR("");
    page_line(page, 2, text_format(arena, "%c %.*s: %.*s%s%.*s", marks[change->kind], STR_ARGS(kind), STR_ARGS(before),
                                   was && is ? " → " : "", STR_ARGS(after)),
              STR(""));
}

void revision_print(const struct revision_report *report, const struct page *page, struct arena *arena)
{
    const struct revision *revision = &report->revision;
    const uint32_t *counts = revision->counts;
    struct str was = version_text(&report->was, arena), is = version_text(&report->is, arena);
    page_line(page, 0, text_format(arena, "%.*s → %.*s", STR_ARGS(was), STR_ARGS(is)), STR(""));
    fputc('\n', page->out);
    page_heading(page, text_format(arena, "Sentences: %u changed, %u added, %u removed, %u moved, %u the same",
                                   (unsigned)counts[REVISION_CHANGED], (unsigned)counts[REVISION_ADDED],
                                   (unsigned)counts[REVISION_REMOVED], (unsigned)counts[REVISION_MOVED],
                                   (unsigned)counts[REVISION_SAME]));
    for (size_t i = 0; i < revision->sentences.count; i++)
        if (revision->sentences.items[i].kind != REVISION_SAME)
            print_sentence(revision, &revision->sentences.items[i], page, arena);
    if (!revision->facts.count)
        return;
    fputc('\n', page->out);
    page_heading(page, STR("Facts"));
    for (size_t i = 0; i < revision->facts.count; i++)
        print_fact(revision, &revision->facts.items[i], page, arena);
}

static void put_version(struct buffer *out, const char *key, const struct report_version *version)
{
    put_open(out, key, '{');
    put_text(out, "report", version->id);
    put_whole(out, "version", version->version);
    put_text(out, "outlet", version->outlet);
    put_text(out, "published", version->published);
    put_text(out, "title", version->title);
    buffer_byte(out, '}');
}

static void put_sentence(struct buffer *out, const char *key, const struct document *document, uint32_t at)
{
    if (at == ALIGN_NONE) {
        put_text(out, key, STR(""));
        return;
    }
    put_open(out, key, '{');
    put_whole(out, "start", document->sentences[at].start);
    put_whole(out, "end", document->sentences[at].end);
    put_text(out, "quote", sentence_text(document, at));
    buffer_byte(out, '}');
}

static void put_change(struct buffer *out, const struct revision *revision, const struct revision_sentence *sentence)
{
    put_open(out, NULL, '{');
    put_text(out, "change", str_of(revision_kind_names[sentence->kind]));
    put_sentence(out, "was", revision->was, sentence->was);
    put_sentence(out, "is", revision->is, sentence->is);
    put_open(out, "words", '[');
    for (size_t i = 0; i < sentence->words.count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "change", str_of(revision_kind_names[sentence->words.items[i].kind]));
        put_text(out, "text", sentence->words.items[i].text);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
    buffer_byte(out, '}');
}

static void put_fact(struct buffer *out, const char *key, const struct revision_facts *facts, uint32_t at)
{
    if (at == ALIGN_NONE) {
        put_text(out, key, STR(""));
        return;
    }
    const struct revision_fact *fact = &facts->items[at];
    put_open(out, key, '{');
    put_text(out, "what", fact->what);
    put_whole(out, "start", fact->start);
    put_whole(out, "end", fact->end);
    put_text(out, "quote", fact->quote);
    buffer_byte(out, '}');
}

static void put_fact_change(struct buffer *out, const struct revision *revision, const struct revision_change *change)
{
    const struct revision_fact *fact = change->was != ALIGN_NONE ? &revision->old_facts->items[change->was]
                                                                 : &revision->new_facts->items[change->is];
    put_open(out, NULL, '{');
    put_text(out, "change", str_of(revision_kind_names[change->kind]));
    put_text(out, "of", fact->kind);
    put_fact(out, "was", revision->old_facts, change->was);
    put_fact(out, "is", revision->new_facts, change->is);
    buffer_byte(out, '}');
}

void revision_put(struct buffer *out, const struct revision_report *report)
{
    const struct revision *revision = &report->revision;
    put_open(out, NULL, '{');
    put_version(out, "was", &report->was);
    put_version(out, "is", &report->is);
    put_open(out, "counts", '{');
    for (int kind = 0; kind < REVISION_KIND_COUNT; kind++)
        put_whole(out, revision_kind_names[kind], revision->counts[kind]);
    buffer_byte(out, '}');
    put_open(out, "sentences", '[');
    for (size_t i = 0; i < revision->sentences.count; i++)
        if (revision->sentences.items[i].kind != REVISION_SAME)
            put_change(out, revision, &revision->sentences.items[i]);
    buffer_byte(out, ']');
    put_open(out, "facts", '[');
    for (size_t i = 0; i < revision->facts.count; i++)
        put_fact_change(out, revision, &revision->facts.items[i]);
    buffer_byte(out, ']');
    buffer_byte(out, '}');
    buffer_byte(out, '\n');
}
