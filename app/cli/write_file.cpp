// SPDX-License-Identifier: Apache-2.0
#include "app/cli/write_file.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace sightglass {
namespace {

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

QString writeFile(const QString &path, std::string_view bytes)
{
    const int file = ::open(QFile::encodeName(path).constData(),
                            O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool fine = file >= 0 && writeAll(file, bytes);
    int error = errno;
    if (file >= 0 && ::close(file) != 0 && fine) {
        fine = false;
        error = errno;
    }
    return fine
        ? QString{}
        : QString{path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(error))};
}

} // namespace sightglass
