/* confine.c - see confine.h. Input: paths and limits. Output: a process that can do less. Invariant: nothing is granted
 * but reading files, and connecting where a network is asked for. */
#include "ingest/confine.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "ingest/confine_calls.h"

/* Landlock as of version 6; the headers of an older kernel have less (linux/landlock.h). */
enum { RULE_PATH = 1, VERSION_ASKED = 1, CALL_CREATE = 444, CALL_ADD = 445, CALL_RESTRICT = 446 };
#define READ_FILE (UINT64_C(1) << 2)
#define READ_FOLDER (UINT64_C(1) << 3)
#define NET_BOTH (UINT64_C(1) << 0 | UINT64_C(1) << 1)   /* bind, connect: TCP */
#define SCOPE_BOTH (UINT64_C(1) << 0 | UINT64_C(1) << 1) /* abstract sockets, signals */
struct ruleset {
    uint64_t files, net, scoped;
};
struct path_rule {
    uint64_t allowed;
    int32_t beneath;
} __attribute__((packed));

/* What is granted, while it is put together. */
struct grant {
    int rules;
    struct arena arena;
    struct map entered; /* folders whose links are known, by device and inode */
};

static long landlock_version(void)
{
    return syscall(CALL_CREATE, NULL, (size_t)0, VERSION_ASKED);
}

bool confine_has_files(void)
{
    return landlock_version() >= 1;
}

/* All rights over files that the version knows: 13 bits at first, then one more with 2, 3 and 5. */
static uint64_t rights_of(long version)
{
    int bits = 13 + (version >= 2) + (version >= 3) + (version >= 5);
    return (UINT64_C(1) << bits) - 1;
}

/* Allow reading of a file, or of all beneath a folder. Whatever cannot be opened here cannot be read later either. */
static bool allow(const struct grant *grant, const char *path, struct stat *about)
{
    int file = open(path, O_PATH | O_CLOEXEC);
    if (file < 0)
        return false;
    bool known = fstat(file, about) == 0;
    uint64_t allowed = known && S_ISDIR(about->st_mode) ? READ_FILE | READ_FOLDER : READ_FILE;
    struct path_rule rule = {.allowed = allowed, .beneath = file};
    syscall(CALL_ADD, grant->rules, RULE_PATH, &rule, 0);
    close(file);
    return known;
}

/* Whether the folder is met for the first time. */
static bool enter(struct grant *grant, const struct stat *about)
{
    const uint64_t key[2] = {(uint64_t)about->st_dev, (uint64_t)about->st_ino};
    struct str name = str_make((const char *)key, sizeof key);
    if (map_get(&grant->entered, name) != MAP_NONE)
        return false;
    map_put(&grant->entered, &grant->arena, str_copy(&grant->arena, name), 1);
    return true;
}

static bool is_link(int folder, const struct dirent *entry, bool *is_folder)
{
    struct stat about;
    *is_folder = entry->d_type == DT_DIR;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_LNK;
    bool known = fstatat(folder, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0;
    *is_folder = known && S_ISDIR(about.st_mode);
    return known && S_ISLNK(about.st_mode);
}

/* The folders that are still to be looked through for links, in the grant's arena. */
LIST_TYPE(path_list, const char *);

static void look_through(struct grant *grant, const char *path, struct path_list *left)
{
    DIR *folder = opendir(path);
    struct stat about;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        bool is_folder, link = is_link(dirfd(folder), entry, &is_folder);
        if (entry->d_name[0] == '.' || (!link && !is_folder))
            continue;
        size_t size = strlen(path) + strlen(entry->d_name) + 2;
        char *name = ARENA_NEW(&grant->arena, char, size);
        snprintf(name, size, "%s/%s", path, entry->d_name);
        bool known = link ? allow(grant, name, &about) : stat(name, &about) == 0;
        if (known && S_ISDIR(about.st_mode) && enter(grant, &about))
            *ARENA_PUSH(&grant->arena, *left) = name;
    }
    if (folder)
        closedir(folder);
}

/* Allow reading of what an argument names, and of all that links in it lead to: walk.h follows them. */
static void allow_argument(struct grant *grant, const char *path)
{
    struct path_list left = {0};
    struct stat about;
    if (!allow(grant, path, &about) || !S_ISDIR(about.st_mode) || !enter(grant, &about))
        return;
    *ARENA_PUSH(&grant->arena, left) = path;
    while (left.count)
        look_through(grant, left.items[--left.count], &left);
}

static void allow_all(const struct grant *grant, const char *const *paths)
{
    struct stat about;
    for (; *paths; paths++)
        allow(grant, *paths, &about);
}

/* Where the C library has its charsets: in `folder`, or in one of its folders for a kind of machine. */
static void allow_charsets(const struct grant *grant, const char *folder)
{
    char name[512];
    struct stat about;
    DIR *machines = opendir(folder);
    snprintf(name, sizeof name, "%s/gconv", folder);
    allow(grant, name, &about);
    for (struct dirent *entry; machines && (entry = readdir(machines));) {
        int length = snprintf(name, sizeof name, "%s/%s/gconv", folder, entry->d_name);
        if (entry->d_name[0] != '.' && strchr(entry->d_name, '-') && (size_t)length < sizeof name)
            allow(grant, name, &about);
    }
    if (machines)
        closedir(machines);
}

/* What the C library reads for charsets and time zones, and for names and certificates of servers. */
static void allow_system(const struct grant *grant, bool network)
{
    static const char *const always[] = {"/usr/share/zoneinfo", "/etc/localtime", "/dev/null", "/dev/urandom", NULL};
    static const char *const servers[] = {
        "/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/usr/share/ca-certificates",
        "/usr/local/share/ca-certificates", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/hosts", "/etc/host.conf",
        "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/ld.so.cache", "/run/systemd/resolve", "/lib", "/lib64",
        "/usr/lib", "/usr/lib64", NULL};
    allow_charsets(grant, "/usr/lib");
    allow_charsets(grant, "/usr/lib64");
    allow_all(grant, always);
    if (network)
        allow_all(grant, servers);
}

static bool confine_files(const struct confinement *confinement)
{
    long version = landlock_version();
    if (version < 1)
        return true;
    struct ruleset set = {.files = rights_of(version),
                          .net = version >= 4 && !confinement->network ? NET_BOTH : 0,
                          .scoped = version >= 6 ? SCOPE_BOTH : 0};
    size_t size = version >= 6 ? sizeof set : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
    struct grant grant = {.rules = (int)syscall(CALL_CREATE, &set, size, 0)};
    if (grant.rules < 0)
        return true;
    arena_init(&grant.arena, 0);
    bool failed = arena_guard(&grant.arena);
    if (!failed) {
        for (size_t i = 0; i < confinement->count; i++)
            if (strcmp(confinement->paths[i], "-") != 0)
                allow_argument(&grant, confinement->paths[i]);
        if (confinement->also)
            allow_argument(&grant, confinement->also);
        allow_system(&grant, confinement->network);
    }
    arena_free(&grant.arena);
    syscall(CALL_RESTRICT, grant.rules, 0);
    close(grant.rules);
    return !failed;
}

/* Bytes of address space in use; a guess where the kernel does not say. */
static uint64_t address_space(void)
{
    FILE *about = fopen("/proc/self/statm", "re");
    unsigned long pages = 0;
    bool known = about && fscanf(about, "%lu", &pages) == 1;
    if (about)
        fclose(about);
    return known ? (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE) : UINT64_C(1) << 30;
}

static void limit_to(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)what, &now) == 0 && now.rlim_max < most)
        most = now.rlim_max;
    setrlimit((__rlimit_resource_t)what, &(struct rlimit){most, most});
}

/* The sanitizers reserve address space without end, and say what they found, perhaps to a file. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static void confine_resources(const struct confinement *confinement)
{
    enum { FILES_MOST = 256 };
    limit_to(RLIMIT_CORE, 0);
    limit_to(RLIMIT_NOFILE, FILES_MOST);
    if (!confinement->network) /* names are resolved in threads */
        limit_to(RLIMIT_NPROC, 0);
    if (!SANITIZED)
        limit_to(RLIMIT_FSIZE, 0);
    if (!SANITIZED)
        limit_to(RLIMIT_AS, (rlim_t)(address_space() + confinement->memory));
}

bool confine_process(const struct confinement *confinement)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    confine_resources(confinement); /* first: it asks how much memory is used, in a file */
    bool granted = confine_files(confinement);
    confine_calls(confinement->network);
    return granted;
}
