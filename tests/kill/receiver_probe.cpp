// SPDX-License-Identifier: Apache-2.0
#include "app/registry/vocabularies.h"
#include "model/session/session.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>

using namespace sightglass;

namespace {

void printIds(const Snapshot &snapshot)
{
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
        const std::string_view id = snapshot.idOf(EventId::ofRow(row));
        std::printf("%.*s\n", static_cast<int>(id.size()), id.data());
    }
    std::fprintf(stderr, "repeats %u rejected %u\n", snapshot.repeats.size(),
                 snapshot.rejected.size());
}

} // namespace

// receiver_probe FOLDER: a receiver without a window, on any free port, until it is killed.
// receiver_probe FOLDER --ids: prints the ids of the events that a start with this log shows.
int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    if (argc < 2)
        return 2;
    const bool ids = argc > 2 && std::strcmp(argv[2], "--ids") == 0;
    const VocabularyList vocabularies = makeVocabularies();
    Session session{vocabularies};
    Snapshot snapshot;
    QObject::connect(&session, &Session::frameReady, &session,
                     [&snapshot](const Frame &frame) { snapshot = frame.snapshot; });
    QObject::connect(&session, &Session::listenChanged, &session, [](const ListenState &state) {
        std::fprintf(stderr, "listening %s\n", qPrintable(state.address));
    });
    QObject::connect(&session, &Session::filesRead, &session, [&] {
        if (ids) {
            printIds(snapshot);
            QCoreApplication::quit();
        }
    });
    session.openLog(QString::fromLocal8Bit(argv[1]));
    if (!ids)
        session.listen(QStringLiteral("127.0.0.1"), 0, true);
    return QCoreApplication::exec();
}
