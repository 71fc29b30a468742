// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr std::string_view kSegmentPrefix = "segment-";
constexpr std::string_view kSegmentSuffix = ".ndjson";

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
    return ::flock(m_lock, LOCK_EX | LOCK_NB) == 0 ? Access::Owner : Access::Follower;
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

std::uint64_t LogFolder::repair()
{
    const std::vector<std::string> all = segments();
    if (all.empty())
        return 0;
    const int descriptor = ::open(all.back().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    struct stat status
    {
    };
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0)
        return 0;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const std::uint64_t whole = wholeSize(descriptor, size);
    if (whole < size) {
        std::string torn(static_cast<std::size_t>(std::min<std::uint64_t>(size - whole, 1u << 20)),
                         '\0');
        const ssize_t count
            = ::pread(descriptor, torn.data(), torn.size(), static_cast<off_t>(whole));
        torn.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        const int kept = ::open((m_path + "/rejected.torn").c_str(),
                                O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        const bool saved = kept >= 0
            && ::write(kept, torn.data(), torn.size()) == static_cast<ssize_t>(torn.size());
        if (kept >= 0)
            ::close(kept);
        if (saved && ::ftruncate(descriptor, static_cast<off_t>(whole)) == 0)
            ::fdatasync(descriptor);
    }
    ::close(descriptor);
    return size - whole;
}

std::vector<std::string> LogFolder::segments() const
{
    return segmentsIn(m_path);
}

std::vector<std::string> segmentsIn(const std::string &folder)
{
    std::vector<std::string> found;
    std::error_code error;
    for (std::filesystem::directory_iterator it{folder, error}, end; !error && it != end;
         it.increment(error)) {
        const std::string name = it->path().filename().string();
        const bool named = name.rfind(kSegmentPrefix, 0) == 0 && name.size() > kSegmentSuffix.size()
            && name.compare(name.size() - kSegmentSuffix.size(), kSegmentSuffix.size(),
                            kSegmentSuffix)
                == 0;
        if (named && it->is_regular_file(error))
            found.push_back(it->path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string nextSegmentName(const std::vector<std::string> &segments)
{
    unsigned long number = 0;
    if (!segments.empty()) {
        const std::string name = std::filesystem::path{segments.back()}.filename().string();
        std::from_chars(name.data() + kSegmentPrefix.size(), name.data() + name.size(), number);
    }
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "segment-%06lu.ndjson", number + 1);
    return text.data();
}

} // namespace sightglass
