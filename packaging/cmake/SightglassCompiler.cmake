# SPDX-License-Identifier: Apache-2.0
# What every target is compiled with: the compiler cache, the fast linker, the sanitizers of the preset, the hardening.
find_program(SG_CCACHE ccache)
if(SG_CCACHE)
    # Paths below the sources are told relatively, so that what one preset or clone compiled serves the others.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" "${SG_CCACHE}")
endif()
find_program(SG_LLD ld.lld)
if(SG_LLD)
    add_link_options(-fuse-ld=lld)
endif()

if(SIGHTGLASS_SANITIZE)
    add_compile_options(-fsanitize=${SIGHTGLASS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SIGHTGLASS_SANITIZE})
else()
    add_compile_options(-fstack-protector-strong)
    add_link_options(-Wl,-z,relro,-z,now)
endif()

# moc cannot parse the concepts of libstdc++; without the compiler's own macros it does not come to see them.
set(CMAKE_AUTOMOC_COMPILER_PREDEFINES OFF)
# One target, `autogen`, makes what moc makes: the checks of style read code that includes it.
set(CMAKE_GLOBAL_AUTOGEN_TARGET ON)

if(SIGHTGLASS_LINT)
    set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF) # moc needs nothing to be built before it
    set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON) # clang cannot read those of g++
elseif(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-fpch-preprocess) # so that ccache can share what is made of them
endif()
