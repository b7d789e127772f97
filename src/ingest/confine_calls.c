/* confine_calls.c - see confine_calls.h. Input: nothing. Output: a filter of system calls, as a program of the kernel's
 * packet filter. Invariant: what is not named here is allowed. */
#include "ingest/confine_calls.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
enum { FILTER_MOST = 256, OTHER_TABLE = 0x40000000, CALL_CLONE3 = 435, CALL_PIDFD_OPEN = 434, CALL_PIDFD_GETFD = 438,
       CALL_FCHMODAT2 = 452 };

/* Those that fail whatever they are asked. */
static const int forbidden[] = {
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kill, SYS_tkill,
    SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, CALL_PIDFD_OPEN, CALL_PIDFD_GETFD, SYS_pidfd_send_signal, SYS_setrlimit,
    SYS_setpriority, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_bpf,
    SYS_perf_event_open, SYS_io_uring_setup, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_sethostname,
    SYS_settimeofday, SYS_clock_settime, SYS_acct, SYS_quotactl, SYS_open_by_handle_at, SYS_fchmod, SYS_fchmodat,
    CALL_FCHMODAT2, SYS_fchown, SYS_fchownat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr,
    SYS_lremovexattr, SYS_fremovexattr, SYS_utimensat, SYS_sched_setaffinity, SYS_sched_setscheduler,
    SYS_sched_setparam, SYS_sched_setattr, SYS_ioprio_set, SYS_personality,
    SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open, /* what stays behind, or others hear */
#ifdef SYS_fork /* what newer machines have not */
    SYS_fork, SYS_vfork, SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat,
#endif
};

struct filter {
    struct sock_filter steps[FILTER_MOST];
    unsigned short count;
};

static void put(struct filter *filter, struct sock_filter step)
{
    if (filter->count < FILTER_MOST)
        filter->steps[filter->count++] = step;
}

static void load(struct filter *filter, size_t offset)
{
    put(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* Where the value loaded is that: pass over `over` steps. */
static void when(struct filter *filter, uint32_t value, uint8_t over)
{
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, over, 0));
}

static void unless(struct filter *filter, uint32_t value, uint8_t over)
{
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, over));
}

static void fail(struct filter *filter, unsigned reason)
{
    put(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | reason));
}

static void permit(struct filter *filter)
{
    put(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

/* The low half of an argument; both machines are little-endian. */
static size_t argument(int number)
{
    return offsetof(struct seccomp_data, args) + 8 * (size_t)number;
}

/* Those that depend on what they are asked; each block ends the filter for its call. */
static void put_conditions(struct filter *filter)
{
    unless(filter, SYS_clone, 4); /* a thread, no process */
    load(filter, argument(0));
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1));
    permit(filter);
    fail(filter, EPERM);
    unless(filter, SYS_tgkill, 4); /* itself, as abort does */
    load(filter, argument(0));
    unless(filter, (uint32_t)getpid(), 1);
    permit(filter);
    fail(filter, EPERM);
    unless(filter, SYS_ioctl, 4); /* typing into the user's terminal */
    load(filter, argument(1));
    unless(filter, TIOCSTI, 1);
    fail(filter, EPERM);
    permit(filter);
    unless(filter, SYS_prlimit64, 6); /* only asked: the new limit is NULL */
    load(filter, argument(2));
    unless(filter, 0, 3);
    load(filter, argument(2) + 4);
    unless(filter, 0, 1);
    permit(filter);
    fail(filter, EPERM);
}

void confine_calls(bool network)
{
    struct filter filter = {.count = 0};
    load(&filter, offsetof(struct seccomp_data, arch));
    when(&filter, MACHINE, 1);
    fail(&filter, EPERM);
    load(&filter, offsetof(struct seccomp_data, nr));
    put(&filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, OTHER_TABLE, 0, 1));
    fail(&filter, EPERM);
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        unless(&filter, (uint32_t)forbidden[i], 1);
        fail(&filter, EPERM);
    }
    unless(&filter, CALL_CLONE3, 1); /* its flags cannot be seen; the C library then asks with clone */
    fail(&filter, ENOSYS);
    if (!network) {
        unless(&filter, SYS_socket, 1);
        fail(&filter, EACCES);
    }
    put_conditions(&filter);
    permit(&filter);
    const struct sock_fprog program = {.len = filter.count, .filter = filter.steps};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}
#else
void confine_calls(bool network)
{
    (void)network;
}
#endif
