// SPDX-License-Identifier: Apache-2.0
#include "model/log/archive.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

/// All of it, or false.
bool writeAll(int descriptor, std::string_view bytes, std::uint64_t offset)
{
    while (!bytes.empty()) {
        const ssize_t count
            = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return true;
}

} // namespace

Archives::Archives() = default;

Archives::~Archives()
{
    for (const File &file : m_files)
        ::close(file.descriptor);
}

std::optional<std::uint32_t> Archives::addFile(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    return descriptor < 0 ? std::nullopt : std::optional{add(descriptor)};
}

std::optional<std::uint32_t> Archives::addSpool(const std::string &folder)
{
    std::error_code error;
    const std::string place
        = folder.empty() ? std::filesystem::temp_directory_path(error).string() : folder;
    const int descriptor = ::open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        return add(descriptor);
    std::string name = place + "/sightglass-XXXXXX"; // a file system without O_TMPFILE
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named < 0)
        return std::nullopt;
    ::unlink(name.c_str());
    return add(named);
}

std::uint32_t Archives::add(int descriptor)
{
    const std::lock_guard lock{m_mutex};
    m_files.push_back({descriptor, 0});
    return static_cast<std::uint32_t>(m_files.size() - 1);
}

RecordRef Archives::append(std::uint32_t spool, std::string_view bytes)
{
    RecordRef ref{spool, static_cast<std::uint32_t>(bytes.size()), 0};
    int descriptor = -1;
    {
        const std::lock_guard lock{m_mutex};
        ref.offset = m_files[spool].size;
        m_files[spool].size += bytes.size();
        descriptor = m_files[spool].descriptor;
    }
    return writeAll(descriptor, bytes, ref.offset) ? ref : RecordRef{};
}

std::string Archives::read(const RecordRef &ref) const
{
    int descriptor = -1;
    {
        const std::lock_guard lock{m_mutex};
        if (ref.archive >= m_files.size())
            return {};
        descriptor = m_files[ref.archive].descriptor;
    }
    std::string bytes(ref.size, '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t count = ::pread(descriptor, bytes.data() + filled, bytes.size() - filled,
                                      static_cast<off_t>(ref.offset + filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

} // namespace sightglass
