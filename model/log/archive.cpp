// SPDX-License-Identifier: Apache-2.0
#include "model/log/archive.h"

#include "model/base/limits.h"

#include <algorithm>
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

/// As much of it as there is.
std::string readAt(int descriptor, std::size_t size, std::uint64_t offset)
{
    std::string bytes(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        const ssize_t count = ::pread(descriptor, bytes.data() + filled, size - filled,
                                      static_cast<off_t>(offset + filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

int openToRead(const std::string &path)
{
    return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/// Below zero: it is no regular file.
off_t sizeOf(int descriptor)
{
    struct stat status
    {
    };
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    return regular ? status.st_size : -1;
}

Mapping mappingOf(int descriptor)
{
    const off_t size = sizeOf(descriptor);
    return size < 0 ? Mapping{} : Mapping{descriptor, static_cast<std::size_t>(size)};
}

/// Looks for the end of a JSON object or array that is known to be valid, over several blocks.
class ValueEnd
{
public:
    /// The size of the value that `text` begins with, once it holds it all. REQUIRES: the text
    /// begins with that of the call before.
    std::optional<std::size_t> in(std::string_view text)
    {
        for (; m_at < text.size(); ++m_at) {
            const char c = text[m_at];
            if (m_inString) {
                if (c == '\\')
                    ++m_at; // whatever follows ends nothing
                m_inString = c != '"';
            } else if (c == '"') {
                m_inString = true;
            } else if (c == '{' || c == '[') {
                ++m_depth;
            } else if ((c == '}' || c == ']') && --m_depth <= 0) {
                return m_at + 1;
            }
        }
        return std::nullopt;
    }

private:
    std::size_t m_at = 0;
    int m_depth = 0;
    bool m_inString = false;
};

constexpr std::size_t kFirstBlock = 4096;

} // namespace

Archives::Archives() = default;

Archives::~Archives()
{
    for (const File &file : m_files)
        ::close(file.descriptor);
}

std::optional<std::uint32_t> Archives::addFile(const std::string &path)
{
    const int descriptor = openToRead(path);
    if (descriptor < 0)
        return std::nullopt;
    return add({descriptor, 0, mappingOf(descriptor)});
}

std::optional<Archives::Place> Archives::addRead(const std::string &path, bool isPlain)
{
    const auto itself = isPlain ? addFile(path) : addFrames(path);
    if (itself || isPlain)
        return itself ? std::optional{Place{*itself, false}} : std::nullopt;
    const auto spool = addSpool();
    return spool ? std::optional{Place{*spool, true}} : std::nullopt;
}

std::optional<std::uint32_t> Archives::addFrames(const std::string &path)
{
    const int descriptor = openToRead(path);
    if (descriptor < 0)
        return std::nullopt;
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(sizeOf(descriptor), 0));
    Mapping mapping = mappingOf(descriptor);
    std::optional<FrameIndex> frames;
    if (mapping.data())
        frames = FrameIndex::of({mapping.data(), static_cast<std::size_t>(size)});
    if (frames)
        return add({descriptor, size, std::move(mapping),
                    std::make_shared<const FrameIndex>(std::move(*frames))});
    ::close(descriptor);
    return std::nullopt;
}

std::optional<std::uint32_t> Archives::addSpool(const std::string &folder)
{
    std::error_code error;
    const std::string place
        = folder.empty() ? std::filesystem::temp_directory_path(error).string() : folder;
    int descriptor = ::open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        std::string name = place + "/sightglass-XXXXXX"; // a file system without O_TMPFILE
        descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (descriptor < 0)
            return std::nullopt;
        ::unlink(name.c_str());
    }
    return add({descriptor, 0, mappingOf(descriptor)});
}

std::uint32_t Archives::add(File file)
{
    const std::lock_guard lock{m_mutex};
    m_files.push_back(std::move(file));
    return static_cast<std::uint32_t>(m_files.size() - 1);
}

std::string_view Archives::mapped(std::uint32_t archive) const
{
    const std::lock_guard lock{m_mutex};
    if (archive >= m_files.size() || m_files[archive].frames)
        return {};
    return {m_files[archive].mapping.data(), m_files[archive].mapping.size()};
}

void Archives::dropPages() const
{
    const std::lock_guard lock{m_mutex};
    for (const File &file : m_files)
        file.mapping.dropPages();
}

Archives::View Archives::viewOf(std::uint32_t archive) const
{
    const std::lock_guard lock{m_mutex};
    if (archive >= m_files.size())
        return {};
    const File &file = m_files[archive];
    return {
        archive, file.descriptor, {file.mapping.data(), file.frames ? file.size : 0}, file.frames};
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

std::string Archives::bytesAt(const View &view, std::size_t size, std::uint64_t offset) const
{
    if (!view.frames)
        return readAt(view.descriptor, size, offset);
    std::string bytes;
    while (bytes.size() < size) {
        const FrameIndex::Frame *frame = view.frames->holding(offset + bytes.size());
        if (!frame)
            break;
        const auto unpacked = m_cache.get(view.archive, view.packed, *frame);
        const std::uint64_t from = offset + bytes.size() - frame->offset;
        if (unpacked->size() <= from)
            break;
        bytes.append(*unpacked, static_cast<std::size_t>(from), size - bytes.size());
    }
    return bytes;
}

std::string Archives::read(const RecordRef &ref) const
{
    const View view = viewOf(ref.archive);
    if (view.descriptor < 0)
        return {};
    if (ref.size > 0)
        return bytesAt(view, ref.size, ref.offset);
    std::string bytes;
    ValueEnd end;
    for (std::size_t block = kFirstBlock; bytes.size() < limits::kRecordBytes; block *= 2) {
        const std::string more = bytesAt(view, block, ref.offset + bytes.size());
        bytes += more;
        if (const auto size = end.in(bytes)) {
            bytes.resize(*size);
            break;
        }
        if (more.size() < block)
            break;
    }
    return bytes;
}

} // namespace sightglass
