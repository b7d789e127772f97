/* core.c - see core.h. Puts together what reads a batch of sentences: encoder, labels, tree.
 *
 * Input: the chunks of a model; documents. Output: analysed documents. Invariant: a core never changes once made; what
 * an analysis needs beside its result is set back in document->arena batch by batch. */
#include "model/core_with.h"

#include "base/map.h"
#include "model/attach.h"
#include "model/label.h"
#include "model/spanning.h"
#include "model/traits.h"

_Static_assert((int)CORE_MOST == (int)SPANNING_MOST, "a piece of a sentence is what a tree can be made of");

struct core {
    const struct kernel *kernel;
    struct encoder encoder;
    struct labels labels;
    struct attach attach;
    uint32_t fine_traits[LAYER_LABELS];
    struct map lemma_traits; /* lemma -> traits */
};

/* The traits named in `rest`, between blanks; false for one that there is not, or for none. */
static bool read_traits(struct str rest, uint32_t *traits)
{
    for (*traits = 0; rest.len;) {
        struct str name = str_cut(&rest, ' ');
        uint32_t i = 0;
        while (i < TRAIT_COUNT && !str_equal(name, str_of(trait_names[i])))
            i++;
        if (i == TRAIT_COUNT)
            return false;
        *traits |= 1u << i;
    }
    return *traits != 0;
}

static bool add_fine_traits(struct core *core, struct str name, uint32_t traits)
{
    for (uint32_t i = 0; i < core->labels.fine.count; i++)
        if (str_equal(core->labels.fine.items[i], name)) {
            core->fine_traits[i] |= traits;
            return true;
        }
    return false;
}

/* "xpos VBD finite past" or "lemma be be" */
static bool read_trait_line(const struct maker *maker, struct core *core, struct str line)
{
    struct str kind = str_cut(&line, ' '), name = str_cut(&line, ' ');
    uint32_t traits;
    if (!read_traits(line, &traits))
        return maker_fail(maker, "traits", "an unknown trait, or none");
    if (str_equal(kind, STR("xpos")))
        return add_fine_traits(core, name, traits) || maker_fail(maker, "traits", "a tag that is not in xpos");
    if (!str_equal(kind, STR("lemma")) || map_get(&core->lemma_traits, name) != MAP_NONE)
        return maker_fail(maker, "traits", "neither a tag nor a new lemma");
    map_put(&core->lemma_traits, maker->arena, name, traits);
    return true;
}

static bool make_traits(const struct maker *maker, struct core *core)
{
    const struct chunk *chunk = maker_chunk(maker, "traits", CHUNK_TEXT, 0, 0);
    if (!chunk)
        return false;
    for (struct str rest = chunk->bytes; rest.len;)
        if (!read_trait_line(maker, core, str_cut(&rest, '\n')))
            return false;
    return true;
}

const struct core *core_make_with(struct arena *arena, const struct weights *weights, const struct kernel *kernel,
                                  readout_error *error)
{
    struct maker maker = {arena, weights, kernel, error};
    struct core *core = ARENA_NEW(arena, struct core, 1);
    core->kernel = kernel;
    if (!maker_chunk(&maker, "about", CHUNK_TEXT, 0, 0) || !encoder_make(&maker, &core->encoder) ||
        !labels_make(&maker, core->encoder.width, &core->labels) ||
        !attach_make(&maker, core->encoder.width, &core->attach) || !make_traits(&maker, core))
        return NULL;
    return core;
}

const struct core *core_make(struct arena *arena, const struct weights *weights, readout_error *error)
{
    return core_make_with(arena, weights, kernel_choose(), error);
}

static void analyse_batch(const struct core *core, struct document *document, const struct batch *batch,
                          unsigned parts, struct token_labels found, const struct core_listener *listener)
{
    struct states states = encoder_run(&core->encoder, core->kernel, document, batch,
                                       (parts & (CORE_ENTITIES | CORE_TREE)) != 0);
    labels_run(&core->labels, core->kernel, document, batch, &states, (parts & CORE_TAGS) != 0, found);
    if (parts & CORE_TREE)
        attach_run(&core->attach, core->kernel, document, batch, &states);
    if (listener)
        listener->hear(listener->context, core->kernel, document, batch, &states);
}

static void make_lemmas(const struct core *core, const uint8_t *rules, struct document *document)
{
    document->lemmas = arena_take(document->arena, (size_t)document->token_count + 1, sizeof *document->lemmas);
    for (uint32_t t = 0; t < document->token_count; t++)
        document->lemmas[t] =
            lemma_apply(&core->labels.rules, document->arena, rules[t], token_text(document, t));
}

/* Room for a label of every token, all of them `label`. */
static uint8_t *label_room(const struct document *document, uint8_t label)
{
    uint8_t *labels = arena_take(document->arena, (size_t)document->token_count + 1, 1);
    return memset(labels, label, (size_t)document->token_count + 1);
}

void core_analyse(const struct core *core, struct document *document, unsigned parts)
{
    core_analyse_heard(core, document, parts, NULL);
}

void core_analyse_heard(const struct core *core, struct document *document, unsigned parts,
                        const struct core_listener *listener)
{
    struct token_labels found = {0};
    struct batch batch;
    if (parts & CORE_LEMMAS)
        found.rules = label_room(document, LEMMA_NO_RULE);
    if (parts & CORE_ENTITIES)
        found.entities = label_room(document, core->labels.entities.outside);
    struct arena_place place = arena_here(document->arena);
    struct batch_order order = batch_sort(document);
    for (struct arena_place here = arena_here(document->arena); batch_next(&order, document, &batch);
         arena_back(document->arena, here))
        analyse_batch(core, document, &batch, parts, found, listener);
    arena_back(document->arena, place);
    if (parts & CORE_LEMMAS)
        make_lemmas(core, found.rules, document);
    if (parts & CORE_ENTITIES)
        entity_collect(&core->labels.entities, found.entities, document);
}

struct str core_fine_name(const struct core *core, unsigned fine)
{
    return fine < core->labels.fine.count ? core->labels.fine.items[fine] : STR("");
}

struct str core_relation_name(const struct core *core, unsigned subrelation)
{
    return subrelation < core->attach.names.count ? core->attach.names.items[subrelation] : STR("");
}

uint32_t core_traits(const struct core *core, const struct document *document, uint32_t token)
{
    const struct token *of = &document->tokens[token];
    uint32_t traits = of->fine < core->labels.fine.count ? core->fine_traits[of->fine] : 0;
    if (!document->lemmas || (of->tag != TAG_AUX && of->tag != TAG_VERB))
        return traits;
    uint32_t more = map_get(&core->lemma_traits, document->lemmas[token]);
    return more == MAP_NONE ? traits : traits | more;
}
