// SPDX-License-Identifier: Apache-2.0
#include "model/log/recording_file.h"

#include "model/log/segments.h"
#include "model/log/sidecar.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

namespace sightglass {
namespace {

std::string partPathOf(const std::string &path)
{
    const std::filesystem::path place{path};
    return (place.parent_path() / ("." + place.filename().string() + ".part")).string();
}

} // namespace

bool RecordingFile::Part::write()
{
    if (rest.empty())
        return true;
    if (writeAll(file.get(), rest) && ::fdatasync(file.get()) == 0) {
        size += rest.size();
        rest.clear();
        return true;
    }
    const int error = errno;
    if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0)
        rest.clear(); // half of it stands there for good: once more would be twice
    errno = error;
    return false;
}

std::string RecordingFile::open(const std::string &path, Replace replace)
{
    m_path = path;
    if (isPacked(path))
        m_packer.emplace();
    if (replace == Replace::AtEnd)
        m_partPath = partPathOf(path);
    std::error_code none;
    const auto before = std::filesystem::symlink_status(path, none).type();
    if (before != std::filesystem::file_type::not_found
        && before != std::filesystem::file_type::regular
        && before != std::filesystem::file_type::symlink)
        return "it is not a regular file";
    return openAs(m_partPath.empty() ? path : m_partPath);
}

std::string RecordingFile::openAs(const std::string &path)
{
    ::unlink(path.c_str()); // a link, too: what it leads to is another's
    m_lines.file = createFile(path);
    if (!m_lines.file.isOpen())
        return lastError();
    if (m_partPath.empty())
        ::unlink(sidecarPath(m_path).c_str()); // that of the file that had the name
    return syncFolder(folderOf(path)) ? std::string{} : lastError();
}

RecordingFile::~RecordingFile()
{
    if (!m_partPath.empty()) { // it did not come to its end
        ::unlink(m_partPath.c_str());
        ::unlink(sidecarPath(m_partPath).c_str());
    }
}

void RecordingFile::add(std::string_view line, std::optional<std::int64_t> receivedMilliseconds)
{
    if (receivedMilliseconds)
        m_receipts.rest += sidecarLine(m_offset, *receivedMilliseconds, {});
    std::string &rest = m_packer ? m_plain : m_lines.rest;
    rest.append(line).push_back('\n');
    m_offset += line.size() + 1;
}

bool RecordingFile::isFull() const
{
    return m_plain.size() + m_lines.rest.size() >= kFrameBytes;
}

// Whole lines, unless one is longer than a frame.
bool RecordingFile::packRest(bool all)
{
    if (!m_packer)
        return true;
    std::string_view plain = m_plain;
    while (!plain.empty() && (all || plain.size() >= kFrameBytes)) {
        std::size_t end = std::min(plain.size(), kFrameBytes);
        if (end < plain.size())
            end = std::min(end, plain.rfind('\n', end - 1) + 1); // none: 0
        const std::string frame = m_packer->pack(plain.substr(0, end ? end : kFrameBytes));
        if (frame.empty())
            return false;
        m_lines.rest += frame;
        plain.remove_prefix(end ? end : kFrameBytes);
    }
    m_plain.erase(0, m_plain.size() - plain.size());
    return true;
}

bool RecordingFile::flush()
{
    if (!m_receipts.rest.empty() && !m_receipts.file.isOpen()) {
        const std::string path = sidecarPath(m_partPath.empty() ? m_path : m_partPath);
        ::unlink(path.c_str());
        m_receipts.file = createFile(path);
        if (!m_receipts.file.isOpen())
            return false;
    }
    return packRest(true) && m_receipts.write() && m_lines.write();
}

bool RecordingFile::finish()
{
    if (!flush())
        return false;
    if (m_packer && !m_tabled) {
        m_lines.rest += m_packer->table();
        m_tabled = true;
    }
    if (!m_lines.write())
        return false;
    if (m_partPath.empty())
        return true;
    const std::string sidecar = sidecarPath(m_path);
    ::unlink(sidecar.c_str());
    if (m_receipts.file.isOpen()
        && std::rename(sidecarPath(m_partPath).c_str(), sidecar.c_str()) != 0)
        return false;
    if (std::rename(m_partPath.c_str(), m_path.c_str()) != 0)
        return false;
    m_partPath.clear();
    return syncFolder(folderOf(m_path));
}

} // namespace sightglass
