// SPDX-License-Identifier: Apache-2.0
#include "model/session/file_feed.h"

#include "model/base/time_text.h"
#include "model/envelope/newest_lines.h"
#include "model/envelope/record_reader.h"
#include "model/log/log_folder.h"
#include "model/log/segments.h"
#include "model/session/ingest.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kBatchBytes = 256u << 10;
constexpr std::chrono::milliseconds kFollowInterval{100};

} // namespace

/// One file that is read and perhaps followed. Collects records until a batch is worth a crossing.
class FileFeed::OneFile final : public RecordSink
{
public:
    OneFile(std::string path, std::uint32_t source, Inbox &inbox, Archives &archives,
            const std::atomic<bool> &stop, const std::atomic<bool> &enough)
        : m_path(std::move(path))
        , m_source(source)
        , m_inbox(inbox)
        , m_archives(archives)
        , m_stop(stop)
        , m_enough(enough)
        , m_reader(m_path, *this, &stop)
    { }

    void record(const FramedRecord &record) override
    {
        add({std::string{record.text},
             record.line + m_linesBefore,
             record.offset + m_bytesBefore,
             record.text.size(),
             false,
             {},
             record.cutOut});
    }
    void rejected(const FramedRejection &rejection) override
    {
        add({std::string{rejection.bytes}, rejection.line + m_linesBefore,
             rejection.offset + m_bytesBefore, rejection.size, true, rejection.rejection});
    }
    bool takesLines(std::string_view lines, std::uint64_t firstLine, std::uint64_t offset) override
    {
        OwnedLines piece{m_reading->keeperOf(lines), lines, firstLine + m_linesBefore,
                         offset + m_bytesBefore};
        if (!piece.buffer) {
            const auto copy = std::make_shared_for_overwrite<char[]>(lines.size());
            std::copy(lines.begin(), lines.end(), copy.get());
            piece.text = {copy.get(), lines.size()};
            piece.buffer = copy;
        }
        add(std::move(piece), lines.size());
        return true;
    }
    void byteOrderMark() override
    {
        m_inbox.post([source = m_source](Ingest &ingest) { ingest.byteOrderMark(source); });
    }

    /// To the end, for now. False when stopped.
    bool readAll(bool follow, std::uint64_t newestFirst)
    {
        if (!open(newestFirst))
            return true;
        if (m_part == Part::Newest)
            m_inbox.post([source = m_source](Ingest &ingest) { ingest.beginNewest(source); });
        readOn(m_reader);
        m_canFollow = follow ? m_reader.pause() : (m_reader.finish(), false);
        if (m_part == Part::Newest)
            readOlder();
        rest();
        return !m_stop && !m_closed;
    }

    void readMore()
    {
        if (!m_canFollow || !m_reader.hasGrown()) {
            if (m_canFollow && !m_reader.error().empty()) {
                m_canFollow = false;
                if (segmentNumber(m_path) == 0) // else it was packed
                    tell(SourceInfo::Status::Failed, m_reader.error());
            }
            return;
        }
        m_inbox.post([source = m_source, receipts = newReceipts()](Ingest &ingest) mutable {
            ingest.setReceipts(source, std::move(receipts));
        });
        while (!m_stop && m_reader.readSome() && !m_closed) { }
        m_canFollow = m_reader.pause();
        rest();
    }

    [[nodiscard]] const std::string &path() const { return m_path; }

private:
    enum class Part : std::uint8_t { All, Newest, Older };

    bool open(std::uint64_t newestFirst)
    {
        if (!m_reader.open()) {
            tell(SourceInfo::Status::Failed, m_reader.error());
            return false;
        }
        const auto place = m_archives.addRead(m_reader.path(), m_reader.isRandomAccess());
        if (!place) {
            tell(SourceInfo::Status::Failed, "no room for a temporary file");
            return false;
        }
        Sidecar receipts = newReceipts();
        if (receipts.isEmpty() && !place->spools && m_reader.size() <= newestFirst)
            chooseNewest(m_archives.mapped(place->archive));
        m_inbox.post([source = m_source, place = *place,
                      receipts = std::move(receipts)](Ingest &ingest) mutable {
            ingest.setArchive(source, place.archive, place.spools);
            ingest.setReceipts(source, std::move(receipts));
        });
        tell(SourceInfo::Status::Reading,
             m_part == Part::Newest ? "newest events first" : std::string{});
        return true;
    }

    void chooseNewest(std::string_view mapped)
    {
        const auto size = static_cast<std::size_t>(m_reader.size());
        const auto begin = findNewestLines(mapped.substr(0, size));
        if (!begin || !m_reader.startAt(*begin))
            return;
        m_part = Part::Newest;
        m_bytesBefore = *begin;
        m_older = mapped.substr(0, static_cast<std::size_t>(*begin));
    }

    void readOn(RecordReader &reader)
    {
        while (!m_stop && !m_enough && !m_closed && reader.readSome())
            tellProgress(reader);
    }

    void readOlder()
    {
        flush();
        m_inbox.post([source = m_source](Ingest &ingest) { ingest.beginOlder(source); });
        const std::uint64_t bytesBefore = std::exchange(m_bytesBefore, 0);
        m_part = Part::Older;
        m_progressBase = m_reader.bytesRead() - bytesBefore;
        RecordReader older{m_path, *this, &m_stop};
        older.readUpTo(bytesBefore);
        m_reading = &older;
        std::optional<std::uint64_t> lines;
        if (older.open()) {
            readOn(older);
            older.finish();
            if (older.bytesRead() == bytesBefore)
                lines = older.lineCount();
        }
        m_reading = &m_reader;
        m_progressBase = 0;
        flush();
        if (m_stop || m_closed)
            return;
        if (!lines)
            lines = static_cast<std::uint64_t>(std::count(m_older.begin(), m_older.end(), '\n'));
        m_linesBefore = *lines;
        m_inbox.post([source = m_source, lines = m_linesBefore](Ingest &ingest) {
            ingest.endOlder(source, lines);
        });
        m_part = Part::All;
        m_bytesBefore = bytesBefore;
    }

    [[nodiscard]] Sidecar newReceipts()
    {
        Sidecar receipts = Sidecar::beside(m_path, m_receiptsRead);
        m_receiptsRead = receipts.end();
        return receipts;
    }

    void add(OwnedRecord record)
    {
        const std::size_t bytes = record.text.size();
        add(OwnedPiece{std::move(record)}, bytes);
    }
    void add(OwnedPiece piece, std::size_t bytes)
    {
        m_bytes += bytes + sizeof piece;
        m_batch.push_back(std::move(piece));
        if (m_bytes >= kBatchBytes)
            flush();
    }

    void flush()
    {
        if (m_batch.empty())
            return;
        auto batch = std::make_shared<const OwnedPieces>(std::exchange(m_batch, {}));
        m_closed = !m_inbox.push(
            [source = m_source, batch](Ingest &ingest) { ingest.take(source, *batch); },
            std::exchange(m_bytes, 0));
    }

    // Everything that was read so far is in the model once this was worked off.
    void rest()
    {
        flush();
        const Timestamp modified
            = fromMilliseconds(m_reader.modifiedMilliseconds()).value_or(Timestamp{});
        m_inbox.post(
            [source = m_source, modified](Ingest &ingest) { ingest.settle(source, modified); });
        tellProgress(m_reader);
        if (m_enough && m_reader.error().empty())
            tell(SourceInfo::Status::Finished, "stopped; the rest was not read");
        else
            tell(m_reader.error().empty() ? SourceInfo::Status::Finished
                                          : SourceInfo::Status::Failed,
                 m_reader.error());
    }

    void tell(SourceInfo::Status status, const std::string &detail)
    {
        m_inbox.post([source = m_source, status, detail](Ingest &ingest) {
            ingest.setStatus(source, status, detail);
        });
    }
    void tellProgress(const RecordReader &reader)
    {
        const std::uint64_t unread = m_part == Part::Newest ? m_bytesBefore : 0;
        m_inbox.post(
            [source = m_source, read = m_progressBase + reader.bytesRead() - unread,
             size = m_reader.size()](Ingest &ingest) { ingest.setProgress(source, read, size); });
    }

    std::string m_path;
    std::uint32_t m_source;
    Inbox &m_inbox;
    Archives &m_archives;
    const std::atomic<bool> &m_stop;
    const std::atomic<bool> &m_enough;
    RecordReader m_reader;
    RecordReader *m_reading = &m_reader; // that hands over
    Part m_part = Part::All; // that is read
    std::string_view m_older; // its bytes, when the newest were read first
    std::uint64_t m_bytesBefore = 0; // of what is read
    std::uint64_t m_linesBefore = 0;
    std::uint64_t m_progressBase = 0; // what was read of another part
    OwnedPieces m_batch;
    std::size_t m_bytes = 0;
    std::uint64_t m_receiptsRead = 0; // bytes of the sidecar
    bool m_canFollow = false;
    bool m_closed = false;
};

FileFeed::FileFeed(FileFeedPlan plan, Inbox &inbox, std::shared_ptr<Archives> archives,
                   std::function<void()> done)
    : m_plan(std::move(plan))
    , m_inbox(inbox)
    , m_archives(std::move(archives))
    , m_done(std::move(done))
    , m_thread([this] { run(); })
{ }

FileFeed::~FileFeed()
{
    stop();
    m_thread.join();
}

void FileFeed::run()
{
    std::vector<std::unique_ptr<OneFile>> files;
    for (std::size_t i = 0; i < m_plan.paths.size(); ++i) {
        files.push_back(std::make_unique<OneFile>(m_plan.paths[i], m_plan.sources[i], m_inbox,
                                                  *m_archives, m_stop, m_enough));
        if (!files.back()->readAll(m_plan.follow, m_plan.newestFirst))
            return;
    }
    m_done();
    if (m_plan.follow && !m_enough)
        followAll(files);
}

void FileFeed::followAll(std::vector<std::unique_ptr<OneFile>> &files)
{
    while (!m_stop && !m_enough) {
        std::this_thread::sleep_for(kFollowInterval);
        findNewSegments(files);
        for (const auto &file : files)
            file->readMore();
    }
}

void FileFeed::findNewSegments(std::vector<std::unique_ptr<OneFile>> &files)
{
    if (m_plan.folder.empty())
        return;
    for (const std::string &path : segmentsIn(m_plan.folder)) {
        const bool known = std::any_of(files.begin(), files.end(), [&](const auto &file) {
            return segmentNumber(file->path()) == segmentNumber(path);
        });
        if (known)
            continue;
        files.push_back(std::make_unique<OneFile>(path, m_plan.addSource(path), m_inbox,
                                                  *m_archives, m_stop, m_enough));
        files.back()->readAll(true, m_plan.newestFirst);
    }
}

} // namespace sightglass
