// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_writer.h"

#include "model/base/limits.h"
#include "model/log/log_folder.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr std::uint64_t kSegmentBytes = 64u << 20;
constexpr std::size_t kQueueBytes = 64u << 20;

int create(const std::string &path)
{
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                  0600);
}

bool syncFolder(const std::string &folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

} // namespace

LogWriter::LogWriter(std::string folder, Archives &archives, Trouble trouble)
    : m_folder(std::move(folder))
    , m_archives(archives)
    , m_trouble(std::move(trouble))
    , m_thread([this] { run(); })
{ }

LogWriter::~LogWriter()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
    closeSegment();
}

bool LogWriter::append(LogBatch batch)
{
    std::size_t bytes = 0;
    for (const std::string &line : batch.lines)
        bytes += line.size() + 1;
    {
        const std::lock_guard lock{m_mutex};
        if (m_queuedBytes + bytes > kQueueBytes)
            return false;
        m_queuedBytes += bytes;
        m_queue.push_back(std::move(batch));
    }
    m_wake.notify_one();
    return true;
}

void LogWriter::run()
{
    for (;;) {
        std::vector<LogBatch> group;
        {
            std::unique_lock lock{m_mutex};
            m_wake.wait(lock, [this] { return m_stop || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            group.swap(m_queue);
            m_queuedBytes = 0;
        }
        writeGroup(group);
    }
}

// Append, show, sync, acknowledge: in this order, for the whole group.
void LogWriter::writeGroup(std::vector<LogBatch> &group)
{
    const auto settle = [&group](bool durable) {
        for (LogBatch &batch : group)
            batch.settled(durable);
    };
    if (m_size >= kSegmentBytes)
        closeSegment();
    if (m_segment < 0 && !openSegment()) {
        settle(false);
        return;
    }
    std::string bytes;
    std::string sidecar;
    std::vector<std::vector<RecordRef>> places;
    for (const LogBatch &batch : group) {
        std::vector<RecordRef> &refs = places.emplace_back();
        for (const std::string &line : batch.lines) {
            refs.push_back(
                {m_archive, static_cast<std::uint32_t>(line.size()), m_size + bytes.size()});
            sidecar += std::to_string(m_size + bytes.size()) + " "
                + std::to_string(batch.receivedMilliseconds) + " " + batch.source + "\n";
            bytes.append(line).push_back('\n');
        }
    }
    if (!write(bytes)) {
        settle(false);
        return;
    }
    m_size += bytes.size();
    if (::write(m_sidecar, sidecar.data(), sidecar.size()) < 0)
        sidecar.clear(); // it can be rebuilt from the segment
    for (std::size_t i = 0; i < group.size(); ++i)
        group[i].appended(places[i], group[i]);
    if (::fdatasync(m_segment) == 0) {
        tell({});
        settle(true);
        return;
    }
    // A failed sync may have dropped pages for good: nothing after it in this file can be trusted
    // (reliability.md P3).
    tell("The log could not be written to disk (" + std::system_category().message(errno)
         + "). Nothing is acknowledged; what is shown stays.");
    closeSegment();
    settle(false);
}

bool LogWriter::write(const std::string &bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_segment, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            tell("The log folder has no room (" + std::system_category().message(errno)
                 + "). New events are refused with 503 until there is; what is shown stays.");
            if (::ftruncate(m_segment, static_cast<off_t>(m_size)) != 0)
                closeSegment();
            return false;
        }
        done += static_cast<std::size_t>(count);
    }
    return true;
}

// Each start begins a segment of its own, with its first event: what was there before is only read.
bool LogWriter::openSegment()
{
    const std::string path = m_folder + "/" + nextSegmentName(segmentsIn(m_folder));
    m_segment = create(path);
    const auto archive = m_segment < 0 ? std::nullopt : m_archives.addFile(path);
    if (!archive || !syncFolder(m_folder)) {
        tell("The log folder cannot be written (" + std::system_category().message(errno)
             + "). New events are refused with 503; what is shown stays.");
        closeSegment();
        return false;
    }
    m_sidecar = create(path + ".index");
    m_archive = *archive;
    m_size = 0;
    return true;
}

void LogWriter::closeSegment()
{
    for (int *descriptor : {&m_segment, &m_sidecar}) {
        if (*descriptor >= 0)
            ::close(std::exchange(*descriptor, -1));
    }
    m_size = 0;
}

void LogWriter::reject(const std::string &line)
{
    const int descriptor = ::open((m_folder + "/rejected.ndjson").c_str(),
                                  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat status
    {
    };
    if (descriptor < 0)
        return;
    if (::fstat(descriptor, &status) == 0
        && static_cast<std::uint64_t>(status.st_size) < limits::kRejectedStore) {
        const std::string bytes = line + "\n";
        if (::write(descriptor, bytes.data(), bytes.size()) < 0)
            tell("What was refused could not be kept (" + std::system_category().message(errno)
                 + ").");
    }
    ::close(descriptor);
}

void LogWriter::tell(const std::string &sentence)
{
    if (std::exchange(m_told, sentence) != sentence)
        m_trouble(sentence);
}

} // namespace sightglass
