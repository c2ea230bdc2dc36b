"""A headless Chromium, driven over WebDriver with nothing but Python's standard library."""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """Use as `with Browser() as browser`; the profile is new and empty, and removed at the end."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="normgraph-browser-")
        self.address = f"http://127.0.0.1:{free_port()}"
        port = self.address.rsplit(":", 1)[1]
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.wait_until_ready()
            options = {"args": ARGUMENTS + [f"--user-data-dir={self.profile}"]}
            capabilities = {"browserName": "chrome", "goog:chromeOptions": options}
            session = self.call("POST", "/session",
                                {"capabilities": {"alwaysMatch": capabilities}})
            self.session = "/session/" + session["sessionId"]
        except BaseException:
            self.stop_driver()
            raise
        return self

    def __exit__(self, *problem):
        try:
            self.call("DELETE", self.session)
        finally:
            self.stop_driver()

    def stop_driver(self):
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def wait_until_ready(self):
        for _ in range(150):
            try:
                if self.call("GET", "/status")["ready"]:
                    return
            except urllib.error.URLError:
                pass
            time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def command(self, name, **parameters):
        """A command of the DevTools protocol."""
        return self.call("POST", self.session + "/goog/cdp/execute",
                         {"cmd": name, "params": parameters})

    def look_at(self, path, width, dark=False):
        """Opens a file in a window of this width, in light or dark."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=900,
                     deviceScaleFactor=1, mobile=False)
        self.call("POST", self.session + "/url", {"url": path.as_uri()})

    def run(self, script):
        return self.call("POST", self.session + "/execute/sync", {"script": script, "args": []})

    def pdf(self):
        """The page as it is printed."""
        self.command("Emulation.setEmulatedMedia", features=[])
        printed = self.command("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(printed["data"])

    def picture(self):
        """The whole page as PNG."""
        shot = self.command("Page.captureScreenshot", captureBeyondViewport=True, format="png")
        return base64.b64decode(shot["data"])
