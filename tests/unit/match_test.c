/* match_test.c - matching rules, on words, rules and trees of its own.
 *
 * A tree is written a token a line: word, part of speech, relation, head (line in the tree, 0: none) and, if the token
 * starts a mention, its type and length: "actor 2". Expected are the frames, "id(key=words, key=word)". */
#include "cut.h"
#include "words.h"

#include "rules/match.h"

struct sample {
    struct words words;
    struct document document;
    struct tree tree;
    struct marks marks;
    struct mentions mentions;
    struct context context;
};

static void begin(struct sample *sample, const char *rules)
{
    memset(sample, 0, sizeof *sample);
    words_begin(&sample->words);
    words_add(&sample->words, "classes/meet.v",
              "meet, meets, met, meeting\nbreak off, breaks off, broke off, broken off, breaking off\n");
    words_add(&sample->words, "classes/hold.v", "hold, holds, held, holding\n");
    words_add(&sample->words, "classes/talks.n", "talk, talks\npeace talk, peace talks\n");
    words_add(&sample->words, "classes/relative", "who\nwhich\n");
    words_add(&sample->words, "values/month", "September = 9\n");
    words_add(&sample->words, "values/number", "two = 2\n");
    words_add(&sample->words, "values/multiplier", "hundred = 100\n");
    words_add(&sample->words, "rules/test", rules);
    const readout_error *error = &sample->words.error;
    if (!words_load(&sample->words))
        fail_msg("%s:%zu:%zu: %s", error->source, error->line, error->column, error->text);
}

static void end(struct sample *sample)
{
    words_end(&sample->words);
}

static set_id set(const struct sample *sample, const char *name)
{
    return lexicon_set(sample->words.lexicon, str_of(name));
}

/* Cut the text, which has no marks and mentions yet. */
static void set_text(struct sample *sample, struct str text)
{
    const struct lexicon *lexicon = sample->words.lexicon;
    sample->document = cut_document(&sample->words.arena, lexicon_text_words(lexicon), text);
    sample->marks = lexicon_mark(lexicon, &sample->document);
    mentions_init(&sample->mentions, &sample->document);
}

static void set_context(struct sample *sample)
{
    const struct lexicon *lexicon = sample->words.lexicon;
    sample->tree = tree_build(&sample->document);
    sample->context = (struct context){&sample->document, &sample->tree, lexicon, &sample->marks, &sample->mentions,
                                       {lexicon, &sample->marks, set(sample, "number"), set(sample, "multiplier")},
                                       set(sample, "relative")};
}

static uint8_t number_of(const char *name, const char *const *names, uint8_t count)
{
    for (uint8_t i = 0; i < count; i++)
        if (!strcmp(name, names[i]))
            return i;
    fail_msg("no such name: %s", name);
    return 0;
}

struct row {
    char word[32], tag[12], relation[12], mention[12];
    unsigned head, length;
};

static void set_token(struct sample *sample, uint32_t at, const struct row *row)
{
    static const char *const types[MENTION_TYPE_COUNT] = {"actor", "person", "place", "date"};
    struct token *token = &sample->document.tokens[at];
    assert_true(str_equal(token_text(&sample->document, at), str_of(row->word)));
    token->tag = number_of(row->tag, tag_names, TAG_COUNT);
    token->relation = number_of(row->relation, relation_names, REL_COUNT);
    token->head = row->head ? row->head - 1 : (uint32_t)NO_TOKEN;
    if (row->mention[0])
        assert_true(mentions_add(&sample->mentions, &sample->document,
                                 (enum mention_type)number_of(row->mention, types, MENTION_TYPE_COUNT),
                                 (struct mention){.first = at, .last = at + row->length}));
}

static void set_tree(struct sample *sample, const char *rows)
{
    struct row parsed[32];
    char *text = arena_alloc(&sample->words.arena, strlen(rows) + 1, 1);
    uint32_t count = 0;
    for (struct str rest = str_of(rows); rest.len; count++) {
        struct row *row = &parsed[count];
        const char *line = str_copy(&sample->words.arena, str_cut(&rest, '\n')).ptr;
        *row = (struct row){.length = 1};
        assert_true(sscanf(line, "%31s %11s %11s %u %11s %u", row->word, row->tag, row->relation, &row->head,
                           row->mention, &row->length) >= 4);
        strcat(strcat(text, count ? " " : ""), row->word);
    }
    set_text(sample, str_of(text));
    assert_int_equal(sample->document.token_count, count);
    for (uint32_t i = 0; i < count; i++)
        set_token(sample, i, &parsed[i]);
    set_context(sample);
}

static struct str words_of(const struct sample *sample, uint32_t first, uint32_t last)
{
    return document_slice(&sample->document, sample->document.tokens[first].start,
                          sample->document.tokens[last - 1].end);
}

static void write_frame(const struct sample *sample, const struct frame *frame, char *out, size_t size)
{
    size_t used = (size_t)snprintf(out, size, "%s(", frame->rule->name);
    const char *separator = "";
    for (uint8_t i = 0; i < frame->rule->argument_count; i++) {
        const struct argument *argument = &frame->rule->arguments[i];
        const char *key = str_copy(sample->document.arena, argument->key).ptr;
        const struct capture *capture = frame_capture(frame, key, 0);
        struct str value = capture ? words_of(sample, capture->first, capture->last) : frame_word(frame, key);
        if (!value.len)
            continue;
        used += (size_t)snprintf(out + used, size - used, "%s%s=%.*s", separator, key, STR_ARGS(value));
        separator = ", ";
    }
    snprintf(out + used, size - used, ")");
}

static void expect_frames(struct sample *sample, bool tree, const char *expected)
{
    char found[1024] = "";
    struct frame_list frames = {0};
    ruleset_run(sample->words.rules, &sample->context, tree, &frames);
    for (size_t i = 0; i < frames.count; i++) {
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s", i ? " " : "");
        write_frame(sample, &frames.items[i], found + strlen(found), sizeof found - strlen(found));
    }
    assert_string_equal(found, expected);
}

/* The frames of one tree under one pattern, "x(...)". */
static void expect(const char *pattern, const char *emit, const char *rows, const char *expected)
{
    struct sample sample;
    char rules[400];
    snprintf(rules, sizeof rules, "rule x\nwhy w\nmatch %s\nemit f(%s)\n+ a => f()\n", pattern, emit);
    begin(&sample, rules);
    set_tree(&sample, rows);
    expect_frames(&sample, true, expected);
    end(&sample);
}

#define MET "@meet.v <nsubj a:ACTOR ; ?>obj|obl:with b:ACTOR", "who=a, whom=b"

static void test_subject_and_object(void **state)
{
    (void)state;
    expect(MET, "Carter PROPN nsubj 2 actor\nmet VERB root 0\nBegin PROPN obj 2 actor", "x(who=Carter, whom=Begin)");
    expect(MET, "Carter PROPN nsubj 2 actor\nmet VERB root 0", "x(who=Carter)");
    expect(MET, "Rain NOUN nsubj 2\nmet VERB root 0\nBegin PROPN obj 2 actor", "");
    expect(MET, "met VERB root 0\nCarter PROPN nsubj 1 actor", "x(who=Carter)");
    expect(MET, "Jimmy PROPN nsubj 3 actor 2\nCarter PROPN flat 1\nmet VERB root 0", "x(who=Jimmy Carter)");
    expect(MET, "Carter PROPN nsubj:pass 3 actor\nwas AUX aux:pass 3\nmet VERB root 0", "");
    expect("@meet.v <nsubj:pass a:ACTOR", "who=a",
           "Carter PROPN nsubj:pass 3 actor\nwas AUX aux:pass 3\nmet VERB root 0", "x(who=Carter)");
}

static void test_conjoined_subjects(void **state)
{
    (void)state;
    expect(MET, "Sadat PROPN nsubj 4 actor\nand CCONJ cc 3\nBegin PROPN conj 1 actor\nmet VERB root 0", "x(who=Sadat)");
    expect(MET, "Carter PROPN nsubj 2 actor\nflew VERB root 0\nand CCONJ cc 4\nmet VERB conj 2\n"
           "Begin PROPN obj 4 actor",
           "x(who=Carter, whom=Begin)");
    expect(MET, "Carter PROPN nsubj 2 actor\nflew VERB root 0\nand CCONJ cc 5\nVance PROPN nsubj 5 actor\n"
           "met VERB conj 2", "x(who=Vance)");
}

static void test_controlled_subjects(void **state)
{
    (void)state;
    expect(MET, "Carter PROPN nsubj 2 actor\nwants VERB root 0\nto PART mark 4\nmeet VERB xcomp 2", "x(who=Carter)");
    expect(MET, "Carter PROPN nsubj 2 actor\nasked VERB root 0\nSadat PROPN obj 2 actor\nto PART mark 5\n"
           "meet VERB xcomp 2\nBegin PROPN obj 5 actor",
           "x(who=Sadat, whom=Begin)");
    expect(MET, "Carter PROPN nsubj 2 actor\nleft VERB root 0\nto PART mark 4\nmeet VERB advcl 2\n"
           "Begin PROPN obj 4 actor",
           "x(who=Carter, whom=Begin)");
    expect(MET, "Carter PROPN nsubj 2 actor\nsaid VERB root 0\nmeeting VERB ccomp 2\nhelps VERB root 0", "");
}

static void test_relative_clauses(void **state)
{
    (void)state;
    expect(MET, "Carter PROPN nsubj 6 actor\n, PUNCT punct 4\nwho PRON nsubj 4\nmet VERB acl:relcl 1\n"
           "Begin PROPN obj 4 actor\nleft VERB root 0",
           "x(who=Carter, whom=Begin)");
    expect(MET, "Carter PROPN nsubj 6 actor\n, PUNCT punct 4\nwho PRON nsubj 4\nmet VERB root 0\n"
           "Begin PROPN obj 4 actor\nleft VERB root 0",
           "x(who=Carter, whom=Begin)"); /* the tree does not tell, the comma does */
    expect(MET, "the DET det 2\nman NOUN root 0\nmeeting VERB acl 2\nBegin PROPN obj 3 actor", "");
}

static void test_case_words(void **state)
{
    (void)state;
    static const char rows[] = "Carter PROPN nsubj 2 actor\nmet VERB root 0\nwith ADP case 4\n"
                               "Begin PROPN obl 2 actor\nin ADP case 6\nJune PROPN obl 2";
    expect(MET, rows, "x(who=Carter, whom=Begin)");
    expect("@meet.v >obl:in p:PROPN", "p=p", rows, "x(p=June)");
    expect("@meet.v >nmod:in p:PROPN", "p=p", rows, "x(p=June)"); /* obl and nmod are taken alike */
    expect("@meet.v >obl p:PROPN", "p=p", rows, "x(p=Begin)");
    expect("@meet.v >obl:at p:PROPN", "p=p", rows, "");
    expect("@meet.v <obl:in p:PROPN", "p=p", rows, "");
    expect("@hold.v >obl:with b:ACTOR", "b=b",
           "He PRON nsubj 2\nheld VERB root 0\ntalks NOUN obj 2\nwith ADP case 5\nBegin PROPN nmod 3 actor",
           "x(b=Begin)"); /* it hangs on the object */
    expect("@hold.v >obj b:ACTOR", "b=b", "He PRON nsubj 2\nheld VERB root 0\ntalks NOUN obl 2\n"
           "Sadat PROPN obj 3 actor", "");
}

static void test_forbidden(void **state)
{
    (void)state;
    expect("@meet.v <nsubj a:ACTOR ; !<advmod \"never\"", "a=a",
           "Carter PROPN nsubj 3 actor\nnever ADV advmod 3\nmet VERB root 0", "");
    expect("@meet.v <nsubj a:ACTOR ; !<advmod \"never\"", "a=a",
           "Carter PROPN nsubj 3 actor\noften ADV advmod 3\nmet VERB root 0", "x(a=Carter)");
}

static void test_around(void **state)
{
    (void)state;
    static const char rows[] = "Carter PROPN nsubj 2 actor\nopened VERB root 0\npeace NOUN compound 4\n"
                               "talks NOUN obj 2";
    expect("@talks.n &nsubj a:ACTOR", "a=a", rows, "x(a=Carter)");
    expect("@talks.n &nsubj a:ANY", "a=a", "talks NOUN nsubj 2\nfailed VERB root 0", ""); /* not the trigger itself */
    expect("@talks.n &nsubj a:ACTOR", "a=a", "talks NOUN compound 2 actor 2\ncommittee NOUN nsubj 3\nmet VERB root 0",
           ""); /* nor what it is part of */
    expect("@talks.n &nsubj a:ACTOR", "a=a", "Carter PROPN nsubj 3 actor\nis AUX cop 3\ntalks NOUN root 0", "");
}

static void test_near(void **state)
{
    (void)state;
    static const char rows[] = "Monday PROPN obl 4 date\nCarter PROPN nsubj 4 actor\nthen ADV advmod 4\n"
                               "met VERB root 0\nBegin PROPN obj 4 actor\n"
                               "late ADV advmod 4\nFriday PROPN obl 4 date";
    expect("@meet.v @ d:DATE", "d=d", rows, "x(d=Friday)"); /* as near, but behind */
    expect("@meet.v @ d:PLACE", "d=d", rows, "");
    expect("@meet.v @ d:DATE", "d=d", "Monday PROPN obl 2 date\nmet VERB root 0\nat ADP case 5\nnoon NOUN obl 2\n"
           "Friday PROPN obl 2 date",
           "x(d=Friday)"); /* a little farther, but behind */
    expect("@meet.v @ d:DATE", "d=d", "Monday PROPN obl 2 date\nmet VERB root 0", "x(d=Monday)");
    expect("@meet.v @ d:DATE", "d=d", "They PRON nsubj 2\nmet VERB root 0\n. PUNCT punct 2\nFriday PROPN root 0 date",
           "");
}

static void test_near_keeps_to_its_side_of_marks(void **state)
{
    (void)state;
    struct sample sample;
    begin(&sample, "rule x\nwhy w\nmatch @meet.v @ d:DATE\nemit f(d=d)\n+ a => f()\n");
    set_tree(&sample, "They PRON nsubj 2\nmet VERB root 0\nFriday PROPN obl 2 date\nor CCONJ cc 5\n"
             "Monday PROPN conj 3 date");
    sample.document.tokens[2].flags |= TOKEN_IN_QUOTE;
    expect_frames(&sample, true, "x(d=Monday)");
    end(&sample);
}

/* A date belongs to its own verb and what that verb governs, not to what it only reports. */
static void test_near_keeps_to_its_clause(void **state)
{
    (void)state;
    expect("@meet.v @ d:DATE", "d=d", "He PRON nsubj 2\nsaid VERB root 0\nMonday PROPN obl 2 date\n"
           "they PRON nsubj 5\nmet VERB ccomp 2", "");
    expect("@meet.v @ d:DATE", "d=d", "They PRON nsubj 2\nmet VERB root 0\nand CCONJ cc 4\nleft VERB conj 2\n"
           "Monday PROPN obl 4 date", "");
    expect("@meet.v @ d:DATE", "d=d", "They PRON nsubj 2\nwant VERB root 0\nto PART mark 4\nmeet VERB xcomp 2\n"
           "Monday PROPN obl 2 date",
           "x(d=Monday)");
}

static void test_behind_a_word(void **state)
{
    (void)state;
    static const char rows[] = "They PRON nsubj 2\nmet VERB root 0\nwith ADP case 4\nhim PRON obl 2\nat ADP case 6\n"
                               "Geneva PROPN obl 4 place\n"
                               "in ADP case 8\nJune PROPN obl 2 place";
    expect("@meet.v @in|at p:PLACE", "p=p", rows, "x(p=Geneva)");
    expect("@meet.v @in p:PLACE", "p=p", rows, "x(p=June)");
    expect("@meet.v @near p:PLACE", "p=p", rows, "");
    expect("@meet.v @in p:PLACE", "p=p", "They PRON nsubj 2\nmet VERB root 0\nand CCONJ cc 4\nate VERB conj 2\n"
           "in ADP case 6\nGeneva PROPN obl 4 place",
           ""); /* behind the next verb */
}

/* The first of the optional conditions with one name that finds something wins. */
static void test_one_name_for_several(void **state)
{
    (void)state;
    static const char rows[] = "They PRON nsubj 2\nmet VERB root 0\nin ADP case 4\nGeneva PROPN obl 2 place\n"
                               "at ADP case 6\nnoon NOUN obl 2 place";
    expect("@meet.v ?>obl:at p:PLACE ; ?>obl:in p:PLACE", "p=p", rows, "x(p=noon)");
    expect("@meet.v ?>obl:in p:PLACE ; ?>obl:at p:PLACE", "p=p", rows, "x(p=Geneva)");
    expect("@meet.v ?>obl:by p:PLACE ; ?>obl:in p:PLACE", "p=p", rows, "x(p=Geneva)");
}

static void test_governor(void **state)
{
    (void)state;
    static const char rows[] = "talks NOUN root 0\nheld VERB acl 1\nthere ADV advmod 2";
    expect("@hold.v ^acl n:@talks.n", "n=n", rows, "x(n=talks)");
    expect("@hold.v ^advcl n:@talks.n", "n=n", rows, "");
    expect("@talks.n ^acl n:ANY", "n=n", rows, "");
}

static void test_triggers(void **state)
{
    (void)state;
    expect("@talks.n >acl v:VERB", "v=v", "peace NOUN compound 2\ntalks NOUN root 0\nheld VERB acl 2",
           "x(v=held)"); /* once, not for "talks" alone */
    expect("\"talks\"", "k=v", "peace NOUN compound 2\ntalks NOUN root 0", "x(k=v)");
    /* a part of the trigger itself */
    expect("@talks.n !<compound ANY", "k=v", "peace NOUN compound 2\ntalks NOUN root 0", "x(k=v)");
    expect(MET, "Carter PROPN nsubj 2 actor\nbroke VERB root 0\noff ADP compound 2", "x(who=Carter)");
    expect("@meet.v:past/participle", "k=v", "They PRON nsubj 2\nmeet VERB root 0", "");
    expect("@meet.v:past/participle", "k=v", "They PRON nsubj 2\nmet VERB root 0", "x(k=v)");
    expect("@talks.n", "k=v", "He PRON nsubj 2\ntalks VERB root 0", "");
    expect("@meet.v", "k=v", "The DET det 2\nmeeting NOUN root 0", "x(k=v)"); /* a gerund may be tagged either way */
    expect("@meet.v", "k=v", "The DET det 2\nmet NOUN root 0", "");
    expect("t:@talks.n|@meet.v", "t=t", "They PRON nsubj 2\nmet VERB root 0", "x(t=met)");
}

static void test_phrases(void **state)
{
    (void)state;
    expect("@hold.v >obj p:PHRASE", "p=p",
           "They PRON nsubj 2\nheld VERB root 0\nlong ADJ amod 4\ntalks NOUN obj 2\nin ADP case 6\nJune PROPN nmod 4",
           "x(p=long talks in June)");
    expect("VERB >ccomp c:CLAUSE", "c=c",
           "He PRON nsubj 2\nsaid VERB root 0\nthey PRON nsubj 4\nmet VERB ccomp 2\nbut CCONJ cc 7\n"
           "Vance PROPN nsubj 7\nleft VERB conj 4",
           "x(c=they met)"); /* what is only joined to it is cut off */
    expect("VERB >obj p:PHRASE", "p=p",
           "They PRON nsubj 2\nread VERB root 0\ndrafts NOUN obj 2\n, PUNCT punct 6\nafter ADP case 6\n"
           "noon NOUN nmod 3", "x(p=drafts)");
}

/* The first rule of a kind of frame wins at a trigger; rules of other kinds read too. */
static void test_first_rule_wins(void **state)
{
    (void)state;
    struct sample sample;
    begin(&sample, "rule exact\nwhy w\nmatch @meet.v >obj b:ACTOR\nemit f(b=b)\n+ a => f()\n"
                   "rule other\nwhy w\nmatch @meet.v\nemit g()\n+ a => f()\n"
                   "rule broad\nwhy w\nmatch @meet.v\nemit f()\n+ a => f()\n");
    set_tree(&sample, "They PRON nsubj 2\nmet VERB root 0\nBegin PROPN obj 2 actor\n. PUNCT punct 2\n"
             "They PRON nsubj 6\nmet VERB root 0");
    expect_frames(&sample, true, "exact(b=Begin) other() other() broad()");
    end(&sample);
}

static void test_how_far_a_rule_comes(void **state)
{
    (void)state;
    struct sample sample;
    struct capture captures[MOST_ELEMENTS];
    struct frame frame = {.captures = captures};
    begin(&sample, "rule x\nwhy w\nmatch @meet.v <nsubj a:ACTOR ; >obj b:ACTOR ; !@ \"never\"\nemit f(a=a)\n"
          "+ a => f()\n");
    set_tree(&sample, "Carter PROPN nsubj 2 actor\nmet VERB root 0\nnobody PRON obj 2\n. PUNCT punct 2\n"
                      "Carter PROPN nsubj 6 actor\nmet VERB root 0\nBegin PROPN obj 6 actor");
    const struct rule *rule = &sample.words.rules->rules.items[0];
    assert_int_equal(rule_try(&sample.context, rule, 0, &frame), 0);
    assert_int_equal(rule_try(&sample.context, rule, 1, &frame), 2);
    assert_int_equal(rule_try(&sample.context, rule, 5, &frame), 4);
    assert_int_equal(frame.trigger, 5);
    assert_int_equal(frame.first, 4);
    assert_int_equal(frame.last, 7);
    end(&sample);
}

/* The frames of a text under one sequence. */
static void expect_sequence(const char *pattern, const char *emit, const char *text, const char *expected)
{
    struct sample sample;
    char rules[400];
    snprintf(rules, sizeof rules, "rule x\nwhy w\nseq %s\nemit f(%s)\n+ a => f()\n", pattern, emit);
    begin(&sample, rules);
    set_text(&sample, str_of(text));
    set_context(&sample);
    expect_frames(&sample, false, expected);
    end(&sample);
}

#define DAY_MONTH_YEAR "d:DAY \"of\"? m:@month \",\"? y:YEAR?", "d=d, m=m, y=y"

static void test_sequences(void **state)
{
    (void)state;
    expect_sequence(DAY_MONTH_YEAR, "on 17 September 1978 at noon", "x(d=17, m=September, y=1978)");
    expect_sequence(DAY_MONTH_YEAR, "the 17th of September, 1978", "x(d=17th, m=September, y=1978)");
    expect_sequence(DAY_MONTH_YEAR, "17 September was a Sunday", "x(d=17, m=September)");
    expect_sequence(DAY_MONTH_YEAR, "32 September; 17 september; 17 and September", "");
    expect_sequence(DAY_MONTH_YEAR, "There were 17. September came.", ""); /* never over the end of a sentence */
    expect_sequence(DAY_MONTH_YEAR, "5 September 1978 and 17 September 1978",
                    "x(d=5, m=September, y=1978) x(d=17, m=September, y=1978)");
}

static void test_sequences_go_back(void **state)
{
    (void)state;
    expect_sequence("\"the\" ANY? x:\"talks\"", "x=x", "the talks", "x(x=talks)");
    expect_sequence("\"the\" ANY? x:\"talks\"", "x=x", "the long talks", "x(x=talks)");
    expect_sequence("\"the\" ANY? x:\"talks\"", "x=x", "the very long talks", "");
    expect_sequence("\"the\" a:ANY? x:ANY", "a=a, x=x", "the end", "x(x=end)"); /* what was tried in vain is let go */
    expect_sequence("a:\"x\"|NUMBER \"men\"", "a=a", "X men, two hundred men", "x(a=X) x(a=two hundred)");
}

static void test_sequence_types(void **state)
{
    (void)state;
    expect_sequence("x:YEAR", "x=x", "1899 1978 2099 2100 19789", "x(x=1978) x(x=2099)");
    expect_sequence("x:DECADE", "x=x", "the 1970s, 80s, 1978s, 90", "x(x=1970s) x(x=80s)");
    expect_sequence("x:CLOCK", "x=x", "at 8:30 and 18:30, 8:3, 8.30", "x(x=8:30) x(x=18:30)");
    expect_sequence("x:NUMBER \"men\"", "x=x", "1,200 men, 3.5 men, two men, no men", "x(x=1,200) x(x=3.5) x(x=two)");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_subject_and_object), cmocka_unit_test(test_conjoined_subjects),
        cmocka_unit_test(test_controlled_subjects),
        cmocka_unit_test(test_relative_clauses), cmocka_unit_test(test_case_words), cmocka_unit_test(test_forbidden),
        cmocka_unit_test(test_around), cmocka_unit_test(test_near),
        cmocka_unit_test(test_near_keeps_to_its_side_of_marks),
        cmocka_unit_test(test_near_keeps_to_its_clause), cmocka_unit_test(test_behind_a_word),
        cmocka_unit_test(test_one_name_for_several), cmocka_unit_test(test_governor), cmocka_unit_test(test_triggers),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_first_rule_wins), cmocka_unit_test(test_how_far_a_rule_comes),
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_sequences_go_back), cmocka_unit_test(test_sequence_types)};
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
