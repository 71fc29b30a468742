// SPDX-License-Identifier: Apache-2.0
#include "model/log/files.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr std::size_t kReadBytes = 1u << 18;

} // namespace

void Descriptor::reset()
{
    if (m_number >= 0)
        ::close(std::exchange(m_number, -1));
}

Descriptor createFile(const std::string &path)
{
    return Descriptor{::open(
        path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)};
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count == 0)
            errno = ENOSPC;
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::string readWhole(const std::string &path, std::uint64_t from)
{
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    std::string bytes;
    for (std::size_t filled = 0; file.isOpen();) {
        bytes.resize(filled + kReadBytes);
        const ssize_t count = ::pread(file.get(), bytes.data() + filled, kReadBytes,
                                      static_cast<off_t>(from + filled));
        if (count < 0 && errno == EINTR)
            continue;
        filled += static_cast<std::size_t>(count > 0 ? count : 0);
        bytes.resize(filled);
        if (count <= 0)
            break;
    }
    return bytes;
}

bool replaceFile(const std::string &path, std::string_view bytes)
{
    const std::filesystem::path place{path};
    const std::string part
        = (place.parent_path() / ("." + place.filename().string() + ".part")).string();
    ::unlink(part.c_str());
    const Descriptor file = createFile(part);
    if (file.isOpen() && writeAll(file.get(), bytes) && ::fsync(file.get()) == 0
        && std::rename(part.c_str(), path.c_str()) == 0)
        return syncFolder(folderOf(path));
    const int error = errno;
    ::unlink(part.c_str());
    errno = error;
    return false;
}

bool syncFolder(const std::string &folder)
{
    const Descriptor descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return descriptor.isOpen() && ::fsync(descriptor.get()) == 0;
}

std::string folderOf(const std::string &path)
{
    const std::string folder = std::filesystem::path{path}.parent_path().string();
    return folder.empty() ? "." : folder;
}

std::string lastError()
{
    return std::system_category().message(errno);
}

MappedFile::MappedFile(const std::string &path)
    : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK))
{
    struct stat status
    {
    };
    if (!m_descriptor.isOpen() || ::fstat(m_descriptor.get(), &status) != 0
        || !S_ISREG(status.st_mode) || status.st_size == 0)
        return;
    m_mapping = Mapping{m_descriptor.get(), static_cast<std::size_t>(status.st_size)};
    if (m_mapping.data())
        m_bytes = {m_mapping.data(), static_cast<std::size_t>(status.st_size)};
}

} // namespace sightglass
