/**
 * The system call filter of a cell: a program for the classic Berkeley packet filter (seccomp(2)), in the
 * bytes that bubblewrap passes to the kernel. It is made here, so that neither a compiler nor a library is
 * needed.
 *
 * Calls that a started Node needs are allowed. Calls that attacks need (sockets, other processes, other
 * address spaces, the kernel's newer and larger interfaces) are denied by name, with EPERM. All other calls
 * return ENOSYS, as on an older kernel, and C libraries then use other calls.
 */
import { assert } from "../../base/assert.ts";

type Architecture = "x64" | "arm64";
/**
 * `allow`: allows ALLOWED and no other calls. `deny`: allows all calls but DENIED, for machines with a C
 * library that needs further calls.
 */
type FilterKind = "allow" | "deny";

/**
 * Name, number on x86-64, number on 64-bit ARM ("-" when there is none). Frequent calls are first, since the
 * filter compares one after the other.
 */
const ALLOWED = `read 0 63, write 1 64, futex 202 98, madvise 28 233, mmap 9 222, munmap 11 215, mprotect 10 226,
  close 3 57, openat 257 56, newfstatat 262 79, fstat 5 80, epoll_pwait 281 22, epoll_wait 232 -,
  clock_gettime 228 113, getpid 39 172, gettid 186 178, readv 19 65, writev 20 66, pread64 17 67,
  lseek 8 62, statx 332 291, stat 4 -, lstat 6 -, open 2 -, access 21 -, faccessat 269 48,
  faccessat2 439 439, readlink 89 -, readlinkat 267 78, getcwd 79 17, getdents64 217 61, fcntl 72 25,
  dup 32 23, dup3 292 24, pipe2 293 59, poll 7 -, ppoll 271 73, pselect6 270 72, epoll_create1 291 20,
  epoll_ctl 233 21, epoll_pwait2 441 441, eventfd2 290 19, mremap 25 216, brk 12 214, membarrier 324 283,
  rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, rt_sigtimedwait 128 137,
  sigaltstack 131 132, restart_syscall 219 128, sched_yield 24 124, sched_getaffinity 204 123,
  getcpu 309 168, nanosleep 35 101, clock_nanosleep 230 115, clock_getres 229 114, gettimeofday 96 169,
  time 201 -, getppid 110 173, getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177,
  getrandom 318 278, uname 63 160, sysinfo 99 179, getrusage 98 165, capget 125 90, exit 60 93,
  exit_group 231 94, kill 62 129, tkill 200 130, tgkill 234 131, wait4 61 260, set_tid_address 218 96,
  set_robust_list 273 99, get_robust_list 274 100, rseq 334 293, sched_getparam 143 121,
  sched_getscheduler 145 120, getrlimit 97 163, prlimit64 302 261, arch_prctl 158 -, execve 59 221`;

/**
 * `execve` is not among them, since bubblewrap starts Node under the filter. A cell's file system has no
 * other program, and without `fork` there is no other process.
 */
const DENIED = `socket 41 198, socketpair 53 199, connect 42 203, bind 49 200, listen 50 201, accept 43 202,
  accept4 288 242, sendto 44 206, sendmsg 46 211, sendmmsg 307 269, recvfrom 45 207, recvmsg 47 212,
  recvmmsg 299 243, shutdown 48 210, getsockname 51 204, getpeername 52 205, setsockopt 54 208,
  getsockopt 55 209, fork 57 -, vfork 58 -, execveat 322 281, ptrace 101 117, process_vm_readv 310 270,
  process_vm_writev 311 271, pidfd_open 434 434, pidfd_getfd 438 438, pidfd_send_signal 424 424,
  kcmp 312 272, unshare 272 97, setns 308 268, mount 165 40, umount2 166 39, pivot_root 155 41,
  chroot 161 51, move_mount 429 429, open_tree 428 428, fsopen 430 430, fsconfig 431 431, fsmount 432 432,
  fspick 433 433, mount_setattr 442 442, bpf 321 280, userfaultfd 323 282, perf_event_open 298 241,
  io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0,
  io_submit 209 2, keyctl 250 219, add_key 248 217, request_key 249 218, init_module 175 105,
  finit_module 313 273, delete_module 176 106, kexec_load 246 104, kexec_file_load 320 294, reboot 169 142,
  swapon 167 224, swapoff 168 225, setuid 105 146, setgid 106 144, setreuid 113 145, setregid 114 143,
  setresuid 117 147, setresgid 119 149, setgroups 116 159, setfsuid 122 151, setfsgid 123 152,
  capset 126 91, setpriority 141 140, sched_setscheduler 144 119, sched_setattr 314 274,
  sched_setparam 142 118, sched_setaffinity 203 122, ioprio_set 251 30, mknod 133 -, mknodat 259 33,
  memfd_create 319 279, memfd_secret 447 447, seccomp 317 277, personality 135 92, modify_ldt 154 -,
  iopl 172 -, ioperm 173 -, acct 163 89, quotactl 179 60, syslog 103 116, settimeofday 164 170,
  clock_settime 227 112, clock_adjtime 305 266, adjtimex 159 171, sethostname 170 161,
  setdomainname 171 162, vhangup 153 58, name_to_handle_at 303 264, open_by_handle_at 304 265,
  shmget 29 194, shmat 30 196, semget 64 190, msgget 68 186, mq_open 240 180, process_madvise 440 440,
  fanotify_init 300 262`;

/** Calls that are allowed or denied by their arguments. */
const CLONE = { x64: 56, arm64: 220 };
const CLONE3 = { x64: 435, arm64: 435 };
const IOCTL = { x64: 16, arm64: 29 };
const PRCTL = { x64: 157, arm64: 167 };
/** The flag of a new thread, which shares everything with its process. */
const CLONE_THREAD = 0x0001_0000;
/** Of <linux/sched.h>: the namespaces that `clone` can make. */
const CLONE_NAMESPACES = 0x7e02_0000;
/**
 * What libuv needs for a descriptor: is it a terminal, blocking mode, close at exec, number of bytes to read.
 */
const IOCTLS = [0x5401, 0x5421, 0x5450, 0x5451, 0x541b];
/**
 * Signal at the parent's death, names of threads and mappings, dumpable (read), no new privileges,
 * capabilities (read).
 */
const PRCTLS = [1, 2, 3, 15, 16, 23, 38, 39, 0x53_56_4d_41];

/** AUDIT_ARCH_ of <linux/audit.h>. */
const AUDIT = { x64: 0xc000_003e, arm64: 0xc000_00b7 };
/** Numbers from here on belong to the x32 ABI, a second interface to the same kernel. */
const X32 = 0x4000_0000;

const KILL_PROCESS = 0x8000_0000;
const ALLOW = 0x7fff_0000;
const ERRNO = 0x0005_0000;
const EPERM = 1;
const ENOSYS = 38;

/** Offsets in `struct seccomp_data`; for an argument, of its lower half. */
const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
const argumentAt = (index: number) => 16 + 8 * index;

/** Classes and modes of <linux/bpf_common.h>. */
const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_OR_EQUAL = 0x35;
const JUMP_SET = 0x45;
const RETURN = 0x06;

/** The ends of the program, and the parts that check arguments. */
const LABELS = ["allow", "deny", "absent", "kill", "clone", "ioctl", "prctl"] as const;
type Label = (typeof LABELS)[number];

/** A label, or an instruction with the targets of its jumps. A null target is the next instruction. */
type Line =
  | Label
  | {
      readonly code: number;
      readonly operand: number;
      readonly yes: Label | null;
      readonly no: Label | null;
    };

/** Bytes of one instruction: code, number of instructions to skip in either case, operand. */
const INSTRUCTION_BYTES = 8;

/** The filter. Null when there is none for this architecture. */
export function seccompFilter(kind: FilterKind, architecture: string): Uint8Array | null {
  if (architecture !== "x64" && architecture !== "arm64") return null;
  return assemble(program(kind, architecture));
}

/** The numbers of the calls of a list, by name. */
export function syscalls(
  list: "allowed" | "denied",
  architecture: Architecture,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const entry of (list === "allowed" ? ALLOWED : DENIED).split(",")) {
    const [name, x64, arm64] = entry.trim().split(" ");
    const number = architecture === "x64" ? x64 : arm64;
    if (number !== "-") numbers.set(name, Number(number));
  }
  return numbers;
}

function program(kind: FilterKind, architecture: Architecture): readonly Line[] {
  return [
    load(ARCHITECTURE_AT),
    jump(JUMP_EQUAL, AUDIT[architecture], null, "kill"),
    load(NUMBER_AT),
    ...(architecture === "x64" ? [jump(JUMP_GREATER_OR_EQUAL, X32, "kill")] : []),
    ...(kind === "allow" ? eachEqual(syscalls("allowed", architecture).values(), "allow") : []),
    jump(JUMP_EQUAL, CLONE[architecture], "clone"),
    jump(JUMP_EQUAL, IOCTL[architecture], "ioctl"),
    jump(JUMP_EQUAL, PRCTL[architecture], "prctl"),
    // The flags of `clone3` are in memory, which a filter cannot read. Without it a C library uses `clone`.
    jump(JUMP_EQUAL, CLONE3[architecture], "absent"),
    ...eachEqual(syscalls("denied", architecture).values(), "deny"),
    answer(kind === "allow" ? ERRNO | ENOSYS : ALLOW),
    "clone",
    load(argumentAt(0)),
    jump(JUMP_SET, CLONE_NAMESPACES, "deny"),
    jump(JUMP_SET, CLONE_THREAD, "allow", "deny"),
    "ioctl",
    load(argumentAt(1)),
    ...eachEqual(IOCTLS, "allow"),
    answer(ERRNO | EPERM),
    "prctl",
    load(argumentAt(0)),
    ...eachEqual(PRCTLS, "allow"),
    answer(ERRNO | EPERM),
    "allow",
    answer(ALLOW),
    "deny",
    answer(ERRNO | EPERM),
    "absent",
    answer(ERRNO | ENOSYS),
    "kill",
    answer(KILL_PROCESS),
  ];
}

function load(offset: number): Line {
  return { code: LOAD, operand: offset, yes: null, no: null };
}

function jump(code: number, operand: number, yes: Label | null, no: Label | null = null): Line {
  return { code, operand, yes, no };
}

function eachEqual(values: Iterable<number>, label: Label): readonly Line[] {
  return Array.from(values, (value) => jump(JUMP_EQUAL, value, label));
}

function answer(value: number): Line {
  return { code: RETURN, operand: value, yes: null, no: null };
}

function assemble(lines: readonly Line[]): Uint8Array {
  const places = new Map<Label, number>();
  const instructions: Exclude<Line, Label>[] = [];
  for (const line of lines) {
    if (typeof line === "string") places.set(line, instructions.length);
    else instructions.push(line);
  }
  const bytes = new Uint8Array(INSTRUCTION_BYTES * instructions.length);
  const view = new DataView(bytes.buffer);
  instructions.forEach(({ code, operand, yes, no }, index) => {
    const skipped = (label: Label | null) => {
      const count = label === null ? 0 : (places.get(label) ?? -1) - index - 1;
      assert(count >= 0 && count <= 255, "a jump skips 0 to 255 instructions");
      return count;
    };
    const at = INSTRUCTION_BYTES * index;
    view.setUint16(at, code, true);
    view.setUint8(at + 2, skipped(yes));
    view.setUint8(at + 3, skipped(no));
    view.setUint32(at + 4, operand >>> 0, true);
  });
  return bytes;
}
