// SPDX-License-Identifier: Apache-2.0
#include "tests/kill/disk_trace.h"

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <map>
#include <mutex>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace sightglass::test {
namespace {

// Held while the kernel is asked, too: the order in the trace is that of what happened.
std::mutex mutex;
std::map<int, std::string> names; // of open files in the folder, and of the folder itself
std::string folder;
int trace = -1;
DiskFault fault;
long done = 0;
bool isHalf = false; // the one that fails now writes half
volatile std::sig_atomic_t isAsked = 0; // to die

/// A line "operation offset size name name", then that many bytes.
void note(char operation, std::string_view name, std::string_view second, std::uint64_t offset,
          std::string_view bytes)
{
    std::string head{operation};
    head += ' ' + std::to_string(offset) + ' ' + std::to_string(bytes.size()) + ' ';
    head.append(name).append(" ").append(second).append("\n");
    head.append(bytes);
    if (::syscall(SYS_write, trace, head.data(), head.size()) < 0)
        ::_exit(3);
    if (isAsked != 0) // never amid a line of the trace
        ::raise(SIGKILL);
}

/// The name in the folder, "." for itself; empty: it is elsewhere.
std::string nameIn(const std::string &path)
{
    if (folder.empty() || path.substr(0, folder.size()) != folder)
        return {};
    if (path.size() == folder.size())
        return ".";
    return path[folder.size()] == '/' ? path.substr(folder.size() + 1) : std::string{};
}

/// Whether this one fails; errno is set. The others are counted.
bool fails(std::string_view name, std::string_view operation)
{
    if (name.empty() || fault.at == 0 || ++done != fault.at)
        return false;
    note('F', name, operation, 0, {});
    isHalf = fault.error == 0;
    errno = isHalf ? ENOSPC : fault.error;
    if (isHalf)
        fault = {done + 1, ENOSPC};
    return true;
}

int openTraced(const char *path, int flags, mode_t mode)
{
    const std::lock_guard lock{mutex};
    const std::string name = nameIn(path);
    struct stat before
    {
    };
    const bool isNew = (flags & O_CREAT) != 0 && ::lstat(path, &before) != 0;
    if (isNew && fails(name, "C"))
        return -1;
    const auto descriptor = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
    if (descriptor >= 0 && !name.empty()) {
        names[descriptor] = name;
        if (isNew)
            note('C', name, {}, 0, {});
    }
    return descriptor;
}

const std::string *nameOf(int descriptor)
{
    const auto name = names.find(descriptor);
    return name == names.end() ? nullptr : &name->second;
}

std::uint64_t placeOf(int descriptor)
{
    struct stat status
    {
    };
    const bool atEnd = (::syscall(SYS_fcntl, descriptor, F_GETFL) & O_APPEND) != 0;
    if (atEnd && ::fstat(descriptor, &status) == 0)
        return static_cast<std::uint64_t>(status.st_size);
    return static_cast<std::uint64_t>(::lseek(descriptor, 0, SEEK_CUR));
}

int syncTraced(long call, int descriptor)
{
    const std::lock_guard lock{mutex};
    if (const std::string *name = nameOf(descriptor); name && fails(*name, "S"))
        return -1;
    const auto result = static_cast<int>(::syscall(call, descriptor));
    if (const std::string *name = nameOf(descriptor); name && result == 0)
        note('S', *name, {}, 0, {});
    return result;
}

} // namespace

void traceDisk(const std::string &place, const std::string &file)
{
    const std::lock_guard lock{mutex};
    std::signal(SIGTERM, [](int) { isAsked = 1; });
    folder = place;
    trace = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file.c_str(),
                                       O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
}

void failDisk(const DiskFault &next)
{
    const std::lock_guard lock{mutex};
    fault = next;
}

void traceAnswer(std::string_view what)
{
    const std::lock_guard lock{mutex};
    note('A', what, {}, 0, {});
}

} // namespace sightglass::test

using namespace sightglass::test;

extern "C" {

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openTraced(path, flags, mode);
}

int close(int descriptor)
{
    const std::lock_guard lock{mutex};
    names.erase(descriptor);
    return static_cast<int>(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    const std::lock_guard lock{mutex};
    const std::string *name = nameOf(descriptor);
    const std::uint64_t at = name ? placeOf(descriptor) : 0;
    if (name && fails(*name, "W")) {
        if (!isHalf || size < 2)
            return -1;
        size /= 2;
    }
    const ssize_t count = ::syscall(SYS_write, descriptor, bytes, size);
    if (name && count > 0)
        note('W', *name, {}, at,
             {static_cast<const char *>(bytes), static_cast<std::size_t>(count)});
    return count;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset)
{
    const std::lock_guard lock{mutex};
    const ssize_t count = ::syscall(SYS_pwrite64, descriptor, bytes, size, offset);
    if (const std::string *name = nameOf(descriptor); name && count > 0)
        note('W', *name, {}, static_cast<std::uint64_t>(offset),
             {static_cast<const char *>(bytes), static_cast<std::size_t>(count)});
    return count;
}

int ftruncate(int descriptor, off_t size)
{
    const std::lock_guard lock{mutex};
    if (const std::string *name = nameOf(descriptor); name && fails(*name, "T"))
        return -1;
    const auto result = static_cast<int>(::syscall(SYS_ftruncate, descriptor, size));
    if (const std::string *name = nameOf(descriptor); name && result == 0)
        note('T', *name, {}, static_cast<std::uint64_t>(size), {});
    return result;
}

int fsync(int descriptor)
{
    return syncTraced(SYS_fsync, descriptor);
}

int fdatasync(int descriptor)
{
    return syncTraced(SYS_fdatasync, descriptor);
}

int rename(const char *from, const char *to)
{
    const std::lock_guard lock{mutex};
    if (fails(nameIn(to), "R"))
        return -1;
    const auto result = static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
    if (const std::string name = nameIn(to); result == 0 && !name.empty())
        note('R', nameIn(from), name, 0, {});
    return result;
}

int unlink(const char *path)
{
    const std::lock_guard lock{mutex};
    if (fails(nameIn(path), "U"))
        return -1;
    const auto result = static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
    if (const std::string name = nameIn(path); result == 0 && !name.empty())
        note('U', name, {}, 0, {});
    return result;
}

} // extern "C"
