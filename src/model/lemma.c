/* lemma.c - see lemma.h. Invariant: what is stripped are whole characters. */
#include "model/lemma.h"

#include <utf8proc.h>

#include "model/features.h"

enum { STRIP_MOST = 99, GROWTH = 3 }; /* a byte that is not UTF-8 becomes a character of three */

/* "l2+y" */
static bool read_rule(struct str text, struct lemma_rule *rule)
{
    struct str append = text, head = str_cut(&append, '+');
    *rule = (struct lemma_rule){.append = append};
    if (head.len < 2 || head.len == text.len || (head.ptr[0] != 'l' && head.ptr[0] != 'k'))
        return false;
    rule->keep = head.ptr[0] == 'k';
    for (size_t i = 1; i < head.len; i++) {
        if (head.ptr[i] < '0' || head.ptr[i] > '9')
            return false;
        rule->strip = rule->strip * 10 + (uint32_t)(head.ptr[i] - '0');
        if (rule->strip > STRIP_MOST)
            return false;
    }
    rule->need = rule->strip + (append.len == 0);
    return true;
}

bool lemma_make(const struct maker *maker, struct lemma_rules *rules)
{
    struct names names;
    if (!maker_names(maker, "lemmas", &names))
        return false;
    rules->count = names.count;
    for (uint32_t i = 0; i < names.count; i++)
        if (!read_rule(names.items[i], &rules->items[i]))
            return maker_fail(maker, "lemmas", "not a rule such as 'l2+y'");
    return true;
}

static uint32_t count_characters(struct str form)
{
    int32_t plain[FORM_PLAIN];
    uint32_t count = 0;
    while (form.len)
        count += form_next(&form, plain);
    return count;
}

/* The first of the best rules that need no more than `count` characters. */
static uint8_t choose_among(const struct lemma_rules *rules, uint32_t count, const float *scores)
{
    uint32_t best = LEMMA_NO_RULE;
    for (uint32_t i = 0; i < rules->count; i++)
        if (rules->items[i].need <= count && (best == LEMMA_NO_RULE || scores[i] > scores[best]))
            best = i;
    return (uint8_t)best;
}

uint8_t lemma_choose(const struct lemma_rules *rules, const struct kernel *kernel, struct str form,
                     const float *scores)
{
    uint32_t best = kernel->greatest(scores, rules->count), need = rules->items[best].need;
    if (need == 0 || (need == 1 && form.len))
        return (uint8_t)best;
    uint32_t count = count_characters(form);
    return need <= count ? (uint8_t)best : choose_among(rules, count, scores);
}

static size_t write_character(char *to, int32_t character)
{
    if (character >= 0x80)
        return (size_t)utf8proc_encode_char(character, (utf8proc_uint8_t *)to);
    *to = (char)character;
    return 1;
}

/* The form in plain characters; returns its bytes. */
static size_t write_plain(char *to, struct str form, bool keep)
{
    int32_t plain[FORM_PLAIN];
    size_t length = 0;
    while (form.len) {
        uint32_t count = form_next(&form, plain);
        for (uint32_t i = 0; i < count; i++)
            length += write_character(to + length, keep ? plain[i] : form_lower(plain[i]));
    }
    return length;
}

/* Where the last `count` characters start. */
static size_t strip(const char *bytes, size_t length, uint32_t count)
{
    for (; count && length; count--)
        do
            length--;
        while (length && ((unsigned char)bytes[length] & 0xc0) == 0x80);
    return length;
}

struct str lemma_apply(const struct lemma_rules *rules, struct arena *arena, uint8_t rule, struct str form)
{
    static const struct lemma_rule as_it_is = {.keep = true, .append = {"", 0}};
    const struct lemma_rule *by = rule < rules->count ? &rules->items[rule] : &as_it_is;
    char *bytes = arena_take(arena, form.len * GROWTH + by->append.len + 1, 1);
    size_t length = strip(bytes, write_plain(bytes, form, by->keep), by->strip);
    if (by->append.len)
        memcpy(bytes + length, by->append.ptr, by->append.len);
    length += by->append.len;
    bytes[length] = 0;
    return str_make(bytes, length);
}
