// SPDX-License-Identifier: Apache-2.0
// Feeds broken records to every decoder: nothing may crash, hang, or leave a text that is not
// there. usage: decode_fuzz FOLDER ROUNDS [SEED]; with libFuzzer (-fsanitize=fuzzer) its own main
// is used.

#include "app/registry/vocabularies.h"
#include "tests/support/reading.h"

#include <QDir>

#include <cstdio>
#include <cstdlib>
#include <random>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// Reads every text of the event, so that a sanitizer sees a view of what is gone.
std::size_t touch(const Decoded &event)
{
    std::size_t sum = 0;
    const auto read = [&sum](std::string_view text) {
        for (const char c : text)
            sum += static_cast<unsigned char>(c);
    };
    for (const std::string_view text :
         {event.source, event.id, event.type, event.key, event.subjectId, event.subjectSource,
          event.name, event.detail, event.url, event.chain, event.environment})
        read(text);
    for (const LinkClaim &link : event.links) {
        read(link.upstream);
        read(link.downstream);
        read(link.type);
    }
    for (const ReferenceClaim &reference : event.references)
        read(reference.key);
    for (const IdentityClaim &claim : event.identities)
        read(claim.value);
    for (const ProblemClaim &claim : event.problems)
        read(claim.detail);
    return sum;
}

bool holds(const Decoded &event)
{
    return !event.id.empty() && !event.type.empty() && event.key.empty() == event.subjectId.empty()
        && (event.kind != Kind::None || event.key.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const VocabularyList vocabularies = makeVocabularies();
    static Decoder decoder{vocabularies};
    // Of its own size, so that a read behind its end is seen.
    const std::vector<char> exact{data, data + size};
    const std::string_view record{exact.data(), exact.size()};
    if (decoder.decode(record))
        return 0;
    volatile std::size_t sum = touch(decoder.event());
    (void)sum;
    if (!holds(decoder.event())) {
        std::fprintf(stderr, "half an event from: %.*s\n", static_cast<int>(size), exact.data());
        std::abort();
    }
    return 0;
}

#ifndef SIGHTGLASS_LIBFUZZER
namespace {

class Mutator
{
public:
    explicit Mutator(unsigned seed)
        : m_random(seed)
    { }

    /// Mostly still JSON: so that decoders, not the parser, meet it.
    std::string broken(std::string text)
    {
        for (std::size_t left = 1 + below(3); left > 0; --left)
            breakOnce(text);
        return text;
    }

private:
    std::size_t below(std::size_t size) { return size == 0 ? 0 : m_random() % size; }

    void breakOnce(std::string &text)
    {
        static constexpr const char *kValues[] = {"null",
                                                  "true",
                                                  "-1",
                                                  "1e999",
                                                  "\"\"",
                                                  "[]",
                                                  "{}",
                                                  "[[1]]",
                                                  "0",
                                                  "\"\\u0000\"",
                                                  "99999999999999999999",
                                                  "\"x\"",
                                                  "{\"a\":{}}"};
        const std::size_t colon = text.find(':', below(text.size()));
        if (colon != std::string::npos && m_random() % 4 != 0) {
            const std::size_t end = endOfValue(text, colon + 1);
            if (m_random() % 4 == 0) // another member's name
                text.insert(colon - 1, "x");
            else
                text.replace(colon + 1, end - colon - 1, kValues[below(std::size(kValues))]);
            return;
        }
        if (m_random() % 2 == 0)
            text.erase(below(text.size()), 1 + below(8));
        else if (!text.empty())
            text[below(text.size())] = static_cast<char>(m_random() % 256);
    }

    static std::size_t endOfValue(const std::string &text, std::size_t at)
    {
        int depth = 0;
        for (bool quoted = false; at < text.size(); ++at) {
            const char c = text[at];
            if (c == '\\')
                ++at;
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && (c == '{' || c == '['))
                ++depth;
            else if (!quoted && (c == '}' || c == ']') && depth-- == 0)
                return at;
            else if (!quoted && c == ',' && depth == 0)
                return at;
        }
        return text.size();
    }

    std::mt19937 m_random;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const int rounds = std::atoi(argv[2]);
    Mutator mutator{argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1};
    std::size_t fed = 0;
    for (const QFileInfo &file :
         QDir{QString::fromLocal8Bit(argv[1])}.entryInfoList({QStringLiteral("*.ndjson")})) {
        const std::vector<std::string> lines = linesOf(file.filePath());
        for (int round = 0; round < rounds; ++round) {
            const std::string text
                = mutator.broken(lines[static_cast<std::size_t>(round) % lines.size()]);
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(text.data()),
                                   text.size());
            ++fed;
        }
    }
    std::printf("%zu broken records, nothing broke\n", fed);
    return 0;
}
#endif
