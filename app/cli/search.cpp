// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/loaded_files.h"
#include "app/cli/mapping_options.h"
#include "model/base/safe_text.h"
#include "model/envelope/record_reader.h"
#include "model/json/canonical.h"
#include "model/log/archive.h"
#include "model/search/pattern.h"

#include <QCommandLineParser>

#include <unistd.h>

namespace sightglass {
namespace {

/// Prints or counts what was found.
class Found
{
public:
    explicit Found(bool countOnly)
        : m_countOnly(countOnly)
        , m_toPerson(::isatty(STDOUT_FILENO) != 0)
    { }

    void add(std::string_view record)
    {
        ++m_count;
        if (m_countOnly)
            return;
        const bool oneLine = record.find_first_of("\r\n") == std::string_view::npos;
        const std::string line = oneLine ? std::string{record} : json::minified(record);
        m_printed = print((m_toPerson ? safeText(line) : line) + "\n") && m_printed;
    }
    [[nodiscard]] bool finish()
    {
        if (m_countOnly)
            m_printed = print(std::to_string(m_count) + "\n");
        return m_printed;
    }

private:
    bool m_countOnly;
    bool m_toPerson; // a terminal would act on what events say
    bool m_printed = true;
    std::uint64_t m_count = 0;
};

/// Takes the records of files, and hands on those that are events and match.
class Hits final : public RecordSink
{
public:
    Hits(const Pattern &pattern, const VocabularyList &vocabularies, Found &found)
        : m_pattern(pattern)
        , m_decoder(vocabularies)
        , m_found(found)
    { }

    void record(const FramedRecord &record) override
    {
        const Pattern::Answer answer = m_pattern.in(record.text);
        m_tooHard += answer == Pattern::Answer::TooHard ? 1 : 0;
        if (answer == Pattern::Answer::Yes && !m_decoder.decode(record.text))
            m_found.add(record.text);
    }
    void rejected(const FramedRejection &) override { }

    [[nodiscard]] std::uint64_t tooHard() const { return m_tooHard; }

private:
    const Pattern &m_pattern;
    Decoder m_decoder;
    Found &m_found;
    std::uint64_t m_tooHard = 0;
};

/// A plain file that holds no spelling of the text need not be cut into records.
bool isHopeless(const std::string &path, const RecordReader &reader, const Pattern &pattern)
{
    if (!reader.isRandomAccess() || reader.size() == 0)
        return false;
    Archives archives;
    const auto archive = archives.addFile(path);
    const std::string_view bytes = archive ? archives.mapped(*archive) : std::string_view{};
    return !bytes.empty() && pattern.isAbsentFrom(bytes.substr(0, reader.size()));
}

QString searchFile(const std::string &path, const Pattern &pattern, Hits &hits)
{
    RecordReader reader{path, hits};
    if (reader.open() && !isHopeless(path, reader, pattern)) {
        while (reader.readSome()) { }
        reader.finish();
    }
    return reader.error().empty() ? QString{}
                                  : QString::fromStdString(path + ": " + reader.error());
}

std::optional<Pattern> readPattern(const QString &text, bool isExpression)
{
    if (!isExpression)
        return Pattern::ofTyped(text.toStdString());
    QString error;
    auto pattern = Pattern::ofExpression(text, error);
    if (!pattern)
        complain(kUsage, QStringLiteral("not a regular expression: ") + error);
    return pattern;
}

/// What the model says of events is known once all are read.
QStringList searchModel(const QStringList &paths, const FieldQuery &query,
                        const VocabularyList &vocabularies, Found &found)
{
    LoadedFiles files{vocabularies};
    for (const QString &path : paths)
        files.add(path);
    const Snapshot snapshot = files.snapshot();
    for (const EventId event : query.in(snapshot, 0, snapshot.events.size()))
        found.add(files.archives().read(snapshot.recordOf(event)));
    return files.errors();
}

QStringList searchPayload(const QStringList &paths, const Pattern &pattern,
                          const VocabularyList &vocabularies, Found &found)
{
    Hits hits{pattern, vocabularies, found};
    QStringList errors;
    for (const QString &path : paths) {
        for (const std::string &file : expandPath(path.toStdString())) {
            if (const QString error = searchFile(file, pattern, hits); !error.isEmpty())
                errors.append(error);
        }
    }
    if (hits.tooHard() > 0)
        complain(kFine,
                 QStringLiteral("%1 events are too much for this expression: whether they "
                                "match is not known")
                     .arg(hits.tooHard()));
    return errors;
}

} // namespace

int runSearch(const Invocation &invocation)
{
    const QCommandLineOption regex{QStringLiteral("regex")};
    const QCommandLineOption count{QStringLiteral("count")};
    QCommandLineParser parser;
    parser.addOptions({regex, count});
    addMappingOptions(parser);
    if (!parseArguments(parser, invocation.arguments))
        return kUsage;
    QStringList paths = parser.positionalArguments();
    if (paths.size() < 2 || paths.first().isEmpty())
        return complain(kUsage, QStringLiteral("search takes a text, then files, folders or -"));
    const auto pattern = readPattern(paths.takeFirst(), parser.isSet(regex));
    if (!pattern)
        return kUsage;
    const SpokenVocabularies spoken = readMappingOptions(parser, invocation.vocabularies);
    Found found{parser.isSet(count)};
    const QStringList errors = pattern->fields()
        ? searchModel(paths, *pattern->fields(), spoken.list, found)
        : searchPayload(paths, *pattern, spoken.list, found);
    const bool printed = found.finish();
    for (const QString &error : errors)
        complain(kUnreadable, error);
    if (!printed)
        return complain(kUnreadable, QStringLiteral("cannot write what was found"));
    return errors.isEmpty() && spoken.complete ? kFine : kUnreadable;
}

} // namespace sightglass
