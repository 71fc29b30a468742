// SPDX-License-Identifier: Apache-2.0
#include "app/registry/vocabularies.h"

#include "model/vocabulary/cdevents/cdevents.h"
#include "model/vocabulary/cdflow/cdflow.h"
#include "model/vocabulary/circleci/circleci.h"
#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/eiffel/eiffel.h"
#include "model/vocabulary/gerrit/gerrit.h"
#include "model/vocabulary/gitea/gitea.h"
#include "model/vocabulary/github/github.h"
#include "model/vocabulary/gitlab/gitlab.h"
#include "model/vocabulary/tekton/tekton.h"
#include "model/vocabulary/jenkins/jenkins.h"
#include "model/vocabulary/ortelius/ortelius.h"
#include "model/vocabulary/spinnaker/spinnaker.h"

namespace sightglass {

// First asked first; the last one takes every CloudEvent that is left.
VocabularyList makeVocabularies()
{
    VocabularyList list;
    list.push_back(makeCdEvents());
    list.push_back(makeEiffel());
    list.push_back(makeTekton());
    list.push_back(makeCdFlow());
    list.push_back(makeSpinnaker());
    list.push_back(makeGithub());
    list.push_back(makeGitea());
    list.push_back(makeGitlab());
    list.push_back(makeCircleci());
    list.push_back(makeGerrit());
    list.push_back(makeJenkins());
    list.push_back(makeOrtelius());
    list.push_back(makeCloudEvents());
    return list;
}

} // namespace sightglass
