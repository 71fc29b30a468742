// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_folder.h"

#include "model/log/files.h"
#include "model/log/log_journal.h"
#include "model/log/segments.h"
#include "model/log/sidecar.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr std::uint64_t kMostTornKept = 1u << 20;

/// The end of the last whole line.
std::uint64_t wholeSize(int descriptor, std::uint64_t size)
{
    std::array<char, 65536> buffer{};
    std::uint64_t end = size;
    while (end > 0) {
        const std::uint64_t begin = end - std::min<std::uint64_t>(end, buffer.size());
        const ssize_t count
            = ::pread(descriptor, buffer.data(), static_cast<std::size_t>(end - begin),
                      static_cast<off_t>(begin));
        if (count <= 0)
            return size;
        for (ssize_t i = count; i > 0; --i) {
            if (buffer[static_cast<std::size_t>(i - 1)] == '\n')
                return begin + static_cast<std::uint64_t>(i);
        }
        end = begin;
    }
    return 0;
}

/// What was being written when the power went.
void removeParts(const std::string &folder)
{
    std::error_code error;
    for (std::filesystem::directory_iterator it{folder, error}, end; !error && it != end;
         it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (name.starts_with(".segment-") && name.ends_with(".part"))
            ::unlink(it->path().c_str());
    }
}

} // namespace

LogFolder::~LogFolder()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

LogFolder::Access LogFolder::open(const std::string &path)
{
    m_path = path;
    std::error_code error;
    const std::filesystem::path folder{path};
    if (folder.has_parent_path())
        std::filesystem::create_directories(folder.parent_path(), error);
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        m_error = std::system_category().message(errno);
        return Access::Unusable;
    }
    m_lock = ::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock < 0) {
        m_error = std::system_category().message(errno);
        return Access::Unusable;
    }
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
        return Access::Follower;
    setOwnerAddress({}); // that of an earlier owner is no more
    return Access::Owner;
}

std::string LogFolder::ownerAddress() const
{
    std::array<char, 256> text{};
    const ssize_t count = ::pread(m_lock, text.data(), text.size(), 0);
    return count > 0 ? std::string(text.data(), static_cast<std::size_t>(count)) : std::string{};
}

void LogFolder::setOwnerAddress(std::string_view address)
{
    if (::ftruncate(m_lock, 0) == 0 && ::pwrite(m_lock, address.data(), address.size(), 0) < 0)
        m_error = std::system_category().message(errno);
}

// What a last write left behind: half a line, or the zeros of a file that grew before its content.
std::uint64_t LogFolder::cutTorn(const std::string &segment)
{
    const Descriptor file{::open(segment.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    struct stat status
    {
    };
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const std::uint64_t whole = wholeSize(file.get(), size);
    if (whole == size)
        return 0;
    std::string torn(static_cast<std::size_t>(std::min(size - whole, kMostTornKept)), '\0');
    const ssize_t count = ::pread(file.get(), torn.data(), torn.size(), static_cast<off_t>(whole));
    torn.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    const Descriptor kept{::open((m_path + "/rejected.torn").c_str(),
                                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!kept.isOpen() || !writeAll(kept.get(), torn)
        || ::ftruncate(file.get(), static_cast<off_t>(whole)) != 0)
        return 0;
    ::fdatasync(file.get());
    noteInJournal(m_path, "torn", segment,
                  std::to_string(size - whole) + " bytes of a torn last line were cut off");
    return size - whole;
}

LogFolder::Repaired LogFolder::repair()
{
    Repaired repaired;
    for (const std::string &segment : segments()) {
        if (isPacked(segment))
            continue;
        // The plain one is removed only when the packed one is there for good: where both are, the
        // packed one may be anything.
        if (::unlink(packedPath(segment).c_str()) == 0)
            ++repaired.unpacked;
        repaired.cutBytes += cutTorn(segment);
        if (rebuildSidecar(segment)) {
            ++repaired.sidecars;
            noteInJournal(m_path, "sidecar", segment, "places and receipts were written anew");
        }
    }
    removeParts(m_path);
    return repaired;
}

std::vector<std::string> LogFolder::segments() const
{
    return segmentsIn(m_path);
}

} // namespace sightglass
