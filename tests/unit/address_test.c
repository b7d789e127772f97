/* address_test.c - the first and the last address of every range that is not public, and their neighbours that are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>
#include <cmocka.h>

#include "ingest/address.h"

static const char *refusal(const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    char back[ADDRESS_TEXT];
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        assert_string_equal(address_text((struct sockaddr *)&v4, sizeof v4, back), text);
        return address_refusal((struct sockaddr *)&v4, sizeof v4);
    }
    if (inet_pton(AF_INET6, text, &v6.sin6_addr) != 1)
        fail_msg("%s is no address", text);
    return address_refusal((struct sockaddr *)&v6, sizeof v6);
}

static void expect(const char *text, const char *reason)
{
    const char *actual = refusal(text);
    if ((actual && reason) ? strcmp(actual, reason) != 0 : actual != reason)
        fail_msg("%s is %s, not %s", text, actual ? actual : "public", reason ? reason : "public");
}

static void test_ipv4(void **state)
{
    (void)state;
    static const char *const edges[][5] = {
        /* before, first, last, behind; why */
        {NULL, "0.0.0.0", "0.255.255.255", "1.0.0.0", "this network"},
        {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0", "private use"},
        {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0", "shared by a carrier"},
        {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0", "loopback"},
        {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0", "link-local"},
        {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", "private use"},
        {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0", "for protocols"},
        {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0", "for documentation"},
        {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0", "given up"},
        {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0", "private use"},
        {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0", "for benchmarks"},
        {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0", "for documentation"},
        {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0", "for documentation"},
        {"223.255.255.255", "224.0.0.0", "239.255.255.255", NULL, "multicast"},
        {NULL, "240.0.0.0", "255.255.255.255", NULL, "reserved"},
    };
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        if (edges[i][0])
            expect(edges[i][0], NULL);
        expect(edges[i][1], edges[i][4]);
        expect(edges[i][2], edges[i][4]);
        if (edges[i][3])
            expect(edges[i][3], NULL);
    }
}

static void test_ipv6(void **state)
{
    (void)state;
    static const char *const addresses[][2] = {
        {"::", "unspecified"},
        {"::1", "loopback"},
        {"::2", "reserved"},
        {"::8.8.8.8", "reserved"},
        {"64:ff9b:1::", "translated inside a network"},
        {"64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "translated inside a network"},
        {"100::1", "discarded"},
        {"1fff:ffff::", "reserved"},
        {"2000::", NULL},
        {"2001::", "for protocols"},
        {"2001:0:4136:e378:8000:63bf:3fff:fdd2", "for protocols"},
        {"2001:1ff:ffff::", "for protocols"},
        {"2001:200::", NULL},
        {"2001:db7:ffff::", NULL},
        {"2001:db8::", "for documentation"},
        {"2001:db8:ffff::1", "for documentation"},
        {"2001:db9::", NULL},
        {"2606:4700::1111", NULL},
        {"3ffe:ffff::", NULL},
        {"3fff::", "for documentation"},
        {"3fff:fff::", "for documentation"},
        {"3fff:1000::", NULL},
        {"4000::", "reserved"},
        {"5f00::1", "for segment routing"},
        {"fbff::", "reserved"},
        {"fc00::", "private use"},
        {"fd00:ec2::254", "private use"},
        {"fe00::", "reserved"},
        {"fe80::1", "link-local"},
        {"febf::1", "link-local"},
        {"fec0::1", "private use"},
        {"ff02::1", "multicast"},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "multicast"},
    };
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        expect(addresses[i][0], addresses[i][1]);
}

/* What stands for an IPv4 address is judged by it. */
static void test_embedded(void **state)
{
    (void)state;
    expect("::ffff:127.0.0.1", "loopback");
    expect("::ffff:10.1.2.3", "private use");
    expect("::ffff:169.254.169.254", "link-local");
    expect("::ffff:8.8.8.8", NULL);
    expect("::fffe:127.0.0.1", "reserved");
    expect("64:ff9b::7f00:1", "loopback");
    expect("64:ff9b::8.8.8.8", NULL);
    expect("64:ff9b::1:8.8.8.8", "reserved");
    expect("2002:7f00:1::", "loopback");
    expect("2002:a9fe:a9fe::1", "link-local");
    expect("2002:c0a8:101::1", "private use");
    expect("2002:808:808::1", NULL);
}

static void test_others(void **state)
{
    (void)state;
    struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "/tmp/socket"};
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x08080808)};
    char text[ADDRESS_TEXT];
    assert_string_equal(address_refusal((struct sockaddr *)&local, sizeof local), "not of the Internet");
    assert_string_equal(address_text((struct sockaddr *)&local, sizeof local, text), "an unknown address");
    assert_null(address_refusal((struct sockaddr *)&v4, sizeof v4));
    assert_string_equal(address_refusal((struct sockaddr *)&v4, 4), "not of the Internet");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ipv4),
        cmocka_unit_test(test_ipv6),
        cmocka_unit_test(test_embedded),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
