// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/stitching.h"

#include <QString>

#include <vector>

namespace sightglass {

/// The joins that the user rejected, kept in one small file of JSON. THREAD: GUI.
class JoinVerdicts
{
public:
    /// Reads the file, if there is one; entries that make no sense are left out.
    explicit JoinVerdicts(const QString &path);

    [[nodiscard]] const std::vector<JoinVerdict> &all() const { return m_all; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Takes it in, or out again, and writes the file. False when that failed.
    [[nodiscard]] bool keep(const JoinVerdict &verdict);

private:
    QString m_path;
    std::vector<JoinVerdict> m_all;
};

} // namespace sightglass
