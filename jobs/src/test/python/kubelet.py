"""A pod's one container as a process of this machine, from the image's files laid out in a folder.

It minds what a manifest can get wrong: variables and their expansion, config maps, mounts. Images, users, networks and
shares are left out.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

Object = dict[str, "Object"] | list["Object"] | str | int | bool | None

ADDRESS = "127.0.0.1"


class Kubelet:
    """Runs containers of the image, which find the config maps where they are mounted."""

    def __init__(self, image: Path, folder: Path, config_maps: dict[str, dict[str, str]]) -> None:
        """Take the image's files, a folder for the pods' volumes, and the config maps by name."""
        self.image, self.folder, self.config_maps = image, folder, config_maps

    def start(self, pod: Object, moved: dict[str, str]) -> subprocess.Popen:
        """Start the container; whatever it is told of its mounts, and of what has moved, is said of this machine."""
        (container,) = pod["spec"]["containers"]
        places = {mount: str(folder) for mount, folder in self.volumes(pod, container)}
        here = places | moved

        def local(text: str) -> str:
            return re.sub("|".join(map(re.escape, here)), lambda match: here[match[0]], text)

        own = {key: local(value) for key, value in self.own_variables(pod, container).items()}
        return subprocess.Popen(
            [self.image / "usr/local/bin/joy", *map(local, container["args"])],
            cwd=places[container["workingDir"]],
            env=os.environ | self.given_variables(container) | own,
        )

    def volumes(self, pod: Object, container: Object) -> Iterator[tuple[str, Path]]:
        """Make the volumes of a container; gives where it sees them, and where they lie."""
        volumes = {volume["name"]: volume for volume in pod["spec"]["volumes"]}
        for mount in container["volumeMounts"]:
            place = self.folder / pod["metadata"]["name"] / mount["name"]
            place.mkdir(parents=True)
            config_map = volumes[mount["name"]].get("configMap")
            for file, text in (self.config_maps[config_map["name"]] if config_map else {}).items():
                (place / file).write_text(text, encoding="utf-8")
            yield mount["mountPath"], place

    def given_variables(self, container: Object) -> dict[str, str]:
        """Give the variables of the config maps that a container names; there are no secrets."""
        names = [source["configMapRef"]["name"] for source in container["envFrom"] if "configMapRef" in source]
        return {key: value for name in names for key, value in self.config_maps[name].items()}

    @staticmethod
    def own_variables(pod: Object, container: Object) -> dict[str, str]:
        """Give the variables that a container names itself, each with those before it filled in."""
        fields = {
            "status.podIP": ADDRESS,
            "metadata.name": pod["metadata"]["name"],
            "metadata.namespace": pod["metadata"]["namespace"],
        }
        known: dict[str, str] = {}
        for variable in container["env"]:
            source = variable.get("valueFrom")
            value = fields[source["fieldRef"]["fieldPath"]] if source else variable.get("value", "")
            known[variable["name"]] = re.sub(r"\$\((\w+)\)", lambda match: known.get(match[1], match[0]), value)
        return known
