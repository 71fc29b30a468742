// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_writer.h"

#include "model/log/log_journal.h"
#include "model/log/segments.h"
#include "model/log/sidecar.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr std::size_t kQueueBytes = 64u << 20;
/// What is written and synced at once, unless one batch is larger.
constexpr std::size_t kGroupBytes = 8u << 20;
/// Disk is taken ahead of the lines in steps, so that a sync need not wait for the file system to
/// find some.
constexpr std::uint64_t kReserveBytes = 4u << 20;
/// A disk that fails must not be given a new file with every request that is tried on it.
constexpr std::chrono::milliseconds kPause{250};
/// Names that others took, links for example, are passed over.
constexpr int kNamesTried = 100;

std::size_t bytesOf(const LogBatch &batch)
{
    std::size_t bytes = 0;
    for (const std::string &line : batch.lines)
        bytes += line.size() + 1;
    return bytes;
}

std::uint64_t newestIn(const std::string &folder)
{
    const std::vector<std::string> segments = segmentsIn(folder);
    return segments.empty() ? 0 : segmentNumber(segments.back());
}

} // namespace

LogWriter::LogWriter(std::string folder, Archives &archives, Trouble trouble, LogLimits limits,
                     LogKeeper::Dropped dropped)
    : m_folder(std::move(folder))
    , m_limits(limits)
    , m_archives(archives)
    , m_trouble(std::move(trouble))
    , m_keeper(m_folder, limits, std::move(dropped))
    , m_older(newestIn(m_folder))
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
    const std::size_t bytes = bytesOf(batch);
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

void LogWriter::keepOlder()
{
    if (m_older > 0)
        m_keeper.closed(m_older);
}

void LogWriter::run()
{
    for (;;) {
        std::vector<LogBatch> group = takeGroup();
        if (group.empty())
            return;
        writeGroup(group);
    }
}

// Waits for one. Empty: it is time to end. The last one is all that is left: one sync more.
std::vector<LogBatch> LogWriter::takeGroup()
{
    std::vector<LogBatch> group;
    std::unique_lock lock{m_mutex};
    m_wake.wait(lock, [this] { return m_stop || !m_queue.empty(); });
    for (std::size_t bytes = 0; !m_queue.empty() && (m_stop || bytes < kGroupBytes);) {
        const std::size_t more = bytesOf(m_queue.front());
        bytes += more;
        m_queuedBytes -= more;
        group.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return group;
}

// Append, show, sync, acknowledge: in this order, for the whole group.
void LogWriter::writeGroup(std::vector<LogBatch> &group)
{
    const auto settle = [&group](bool durable) {
        for (LogBatch &batch : group)
            batch.settled(durable);
    };
    if (!makeReady()) {
        settle(false);
        return;
    }
    std::string bytes;
    std::string sidecar;
    std::vector<std::vector<RecordRef>> places;
    for (const LogBatch &batch : group) {
        std::vector<RecordRef> &refs = places.emplace_back();
        for (const std::string &line : batch.lines) {
            const std::uint64_t offset = m_size + bytes.size();
            refs.push_back({m_archive, static_cast<std::uint32_t>(line.size()), offset});
            sidecar += sidecarLine(offset, batch.receivedMilliseconds, batch.source);
            bytes.append(line).push_back('\n');
        }
    }
    if (!write(bytes, sidecar)) {
        settle(false);
        return;
    }
    for (std::size_t i = 0; i < group.size(); ++i)
        group[i].appended(places[i], group[i]);
    if (::fdatasync(m_segment.get()) == 0) {
        tell({});
        settle(true);
        return;
    }
    // A failed sync may have dropped pages for good: nothing after it in this file can be trusted
    // (reliability.md P3).
    tell("The log could not be written to disk (" + lastError()
         + "). It goes on in another file when that can be; until then nothing is acknowledged.");
    closeSegment();
    m_nextTry = std::chrono::steady_clock::now() + kPause;
    settle(false);
}

// The sidecar first: who follows the segment finds the receipts of what it reads. It can be
// rebuilt, so only half a line in it matters.
bool LogWriter::write(const std::string &lines, const std::string &sidecar)
{
    reserve(m_size + lines.size());
    const bool told = m_sidecar.isOpen() && writeAll(m_sidecar.get(), sidecar);
    if (writeAll(m_segment.get(), lines)) {
        m_size += lines.size();
        if (told)
            m_sidecarSize += sidecar.size();
        else
            m_sidecar.reset();
        return true;
    }
    tell("The log folder has no room (" + lastError()
         + "). New events are refused with 503 until there is; what is shown stays.");
    const auto cut = [](const Descriptor &file, std::uint64_t size) {
        return ::ftruncate(file.get(), static_cast<off_t>(size)) == 0;
    };
    m_reserved = 0; // the cut gave it back
    if (!cut(m_segment, m_size) || !cut(m_sidecar, m_sidecarSize))
        closeSegment();
    return false;
}

void LogWriter::reserve(std::uint64_t end)
{
    if (end <= m_reserved)
        return;
    const std::uint64_t size = end + std::min(kReserveBytes, m_limits.segmentBytes());
    // A file system that cannot, or a full disk, is told by the write.
    if (::fallocate(m_segment.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size)) == 0)
        m_reserved = size;
    else
        m_reserved = end;
}

// False when there is no segment to write to.
bool LogWriter::makeReady()
{
    const auto age = std::chrono::steady_clock::now() - m_opened;
    if (m_segment.isOpen() && (m_size >= m_limits.segmentBytes() || age > m_limits.segmentAge())) {
        const std::uint64_t number = m_number;
        closeSegment();
        m_keeper.closed(number);
    }
    return m_segment.isOpen() || (std::chrono::steady_clock::now() >= m_nextTry && openSegment());
}

// Each start begins a segment of its own, with its first event: what was there before is only read.
bool LogWriter::openSegment()
{
    // The folder alone does not tell which is the newest: one that is just being packed may be met
    // under neither of its names, and a new one of its number would stand in for it.
    std::uint64_t number = std::max({newestIn(m_folder), m_older, m_number});
    std::string path;
    for (int i = 0; i < kNamesTried && !m_segment.isOpen(); ++i) {
        path = m_folder + "/" + segmentName(++number);
        m_segment = createFile(path);
        if (!m_segment.isOpen() && errno != EEXIST)
            break;
    }
    const auto archive = m_segment.isOpen() ? m_archives.addFile(path) : std::nullopt;
    if (archive)
        m_sidecar = createFile(sidecarPath(path));
    if (!archive || !syncFolder(m_folder)) {
        tell("The log folder cannot be written (" + lastError()
             + "). New events are refused with 503; what is shown stays.");
        if (m_segment.isOpen())
            ::unlink(path.c_str());
        closeSegment();
        m_nextTry = std::chrono::steady_clock::now() + kPause;
        return false;
    }
    m_number = segmentNumber(path);
    m_archive = *archive;
    m_opened = std::chrono::steady_clock::now();
    return true;
}

void LogWriter::closeSegment()
{
    // What was reserved and not needed is given back.
    if (m_segment.isOpen() && ::ftruncate(m_segment.get(), static_cast<off_t>(m_size)) != 0)
        noteInJournal(m_folder, "reserved", {}, "disk stays reserved: " + lastError());
    m_segment.reset();
    m_sidecar.reset();
    m_size = 0;
    m_sidecarSize = 0;
    m_reserved = 0;
}

void LogWriter::reject(const std::string &line)
{
    const Descriptor file{::open((m_folder + "/rejected.ndjson").c_str(),
                                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)};
    struct stat status
    {
    };
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0
        || static_cast<std::uint64_t>(status.st_size) + line.size() >= m_limits.rejectedBytes())
        return;
    if (!writeAll(file.get(), line + "\n"))
        noteInJournal(m_folder, "trouble", {},
                      "what was refused could not be kept: " + lastError());
}

void LogWriter::tell(const std::string &sentence)
{
    if (std::exchange(m_told, sentence) == sentence)
        return;
    noteInJournal(m_folder, sentence.empty() ? "works" : "trouble", {},
                  sentence.empty() ? "the log is written again" : sentence);
    m_trouble(sentence);
}

} // namespace sightglass
