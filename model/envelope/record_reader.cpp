// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/record_reader.h"

#include "model/envelope/compressed.h"
#include "model/envelope/gzip.h"
#include "model/envelope/streams.h"
#include "model/envelope/zstd_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr std::size_t kBufferBytes = 1u << 20;
constexpr std::size_t kMagicBytes = 4;
constexpr int kStopMilliseconds = 100;

int openToRead(const std::string &path)
{
    return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/// What stands beside the segments in a log folder.
bool isBesideLogs(std::string_view name)
{
    return name.starts_with('.') || name.ends_with(kSidecarSuffix)
        || name.starts_with(kRejectedPrefix) || name == kJournalName || name == kOldJournalName
        || name == kLockName;
}

bool isHalfPacked(const std::filesystem::path &path)
{
    std::error_code error;
    const std::string name = path.filename().string();
    return name.starts_with("segment-") && name.ends_with(kPackedSuffix)
        && std::filesystem::exists(path.parent_path() / path.stem(), error);
}

std::string reasonOf(int error)
{
    return std::system_category().message(error);
}

} // namespace

class RecordReader::Plain final : public RecordReader::Stream
{
public:
    Plain(RecordSink &sink, Framer &framer)
        : Stream(sink, framer)
        , m_plain(framer)
    { }
    bool feed(std::string_view bytes) override
    {
        m_plain.feed(bytes);
        return !m_plain.isRefused();
    }
    void finish() override { m_plain.finish(); }

private:
    Framer &m_plain;
};

RecordReader::RecordReader(std::string path, RecordSink &sink, const std::atomic<bool> *stop)
    : m_path(std::move(path))
    , m_sink(sink)
    , m_stop(stop)
    , m_framer(sink)
    , m_buffers(kBufferBytes)
{ }

RecordReader::~RecordReader()
{
    if (m_descriptor > STDIN_FILENO)
        ::close(m_descriptor);
}

bool RecordReader::open()
{
    const bool standardInput = m_path == "-";
    m_descriptor = standardInput ? STDIN_FILENO : openToRead(m_path);
    if (m_descriptor < 0 && errno == ENOENT) {
        const std::string packed = m_path + std::string{kPackedSuffix};
        m_descriptor = openToRead(packed);
        if (m_descriptor >= 0)
            m_path = packed;
        else
            errno = ENOENT;
    }
    struct stat status
    {
    };
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
        m_error = reasonOf(errno);
        return false;
    }
    if (!standardInput && !S_ISREG(status.st_mode)) {
        m_error = S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file";
        return false;
    }
    if (!standardInput) {
        m_size = static_cast<std::uint64_t>(status.st_size);
        m_modified = status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1'000'000;
    }
    while (m_filled < kMagicBytes && fill()) { }
    choose({m_buffer.get(), m_filled});
    return m_error.empty();
}

void RecordReader::choose(std::string_view begin)
{
    if (isGzip(begin))
        m_stream = std::make_unique<Gzip>(m_sink, m_framer);
    else if (isZstd(begin))
        m_stream = std::make_unique<Zstd>(m_sink, m_framer);
    else
        m_stream = std::make_unique<Plain>(m_sink, m_framer);
    m_randomAccess = m_path != "-" && !isGzip(begin) && !isZstd(begin);
}

// False when it was stopped before there was any.
bool RecordReader::waitForInput() const
{
    pollfd input{m_descriptor, POLLIN, 0};
    while (!*m_stop) {
        if (::poll(&input, 1, kStopMilliseconds) != 0)
            return true;
    }
    return false;
}

// Behind what is in the buffer. False at the end and on errors.
bool RecordReader::fill()
{
    if (m_stop != nullptr && m_path == "-" && !waitForInput())
        return false;
    if (!m_buffer || (m_isKept && m_filled == 0))
        m_buffer = m_buffers.take();
    m_isKept = m_isKept && m_filled > 0;
    const auto room = static_cast<std::size_t>(
        std::min<std::uint64_t>(m_buffers.size() - m_filled, m_end - m_bytesRead));
    ssize_t count = 0;
    do
        count = ::read(m_descriptor, m_buffer.get() + m_filled, room);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        m_error = reasonOf(errno);
    if (count <= 0)
        return false;
    m_filled += static_cast<std::size_t>(count);
    m_bytesRead += static_cast<std::uint64_t>(count);
    return true;
}

bool RecordReader::startAt(std::uint64_t begin)
{
    if (!m_randomAccess || ::lseek(m_descriptor, static_cast<off_t>(begin), SEEK_SET) < 0)
        return false;
    m_bytesRead = begin;
    m_filled = 0;
    return true;
}

std::shared_ptr<const char[]> RecordReader::keeperOf(std::string_view bytes)
{
    const auto place = reinterpret_cast<std::uintptr_t>(bytes.data());
    const auto begin = reinterpret_cast<std::uintptr_t>(m_buffer.get());
    if (!m_buffer || place < begin || place >= begin + m_buffers.size())
        return nullptr;
    m_isKept = true;
    return m_buffer;
}

bool RecordReader::readSome()
{
    if (m_filled == 0 && !fill())
        return false;
    return m_stream->feed({m_buffer.get(), std::exchange(m_filled, 0)});
}

void RecordReader::finish()
{
    m_stream->finish();
    m_buffer.reset();
}

bool RecordReader::pause()
{
    if (!m_randomAccess) {
        finish();
        return false;
    }
    m_buffer.reset();
    return m_framer.pause();
}

bool RecordReader::hasGrown()
{
    struct stat here
    {
    };
    struct stat there
    {
    };
    if (!m_randomAccess || ::fstat(m_descriptor, &here) != 0)
        return false;
    m_size = static_cast<std::uint64_t>(here.st_size);
    if (m_size < m_bytesRead) {
        m_error = "the file was cut short; what was read of it stays";
        return false;
    }
    if (m_size > m_bytesRead) // also what was written just before it was removed
        return true;
    if (::stat(m_path.c_str(), &there) != 0 || there.st_ino != here.st_ino
        || there.st_dev != here.st_dev)
        m_error = "the file was replaced; what was read of it stays";
    return false;
}

std::string readRecords(RecordReader &reader)
{
    if (!reader.open())
        return reader.error();
    while (reader.readSome()) { }
    reader.finish();
    return reader.error();
}

std::vector<std::string> expandPath(const std::string &path)
{
    std::error_code error;
    if (path == "-" || !std::filesystem::is_directory(path, error))
        return {path};
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator it{path, error}, end; !error && it != end;
         it.increment(error)) {
        if (isBesideLogs(it->path().filename().string()) || isHalfPacked(it->path()))
            continue;
        if (it->is_regular_file(error))
            files.push_back(it->path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace sightglass
