// Browsers start no worker for a page that was opened from the disk. There, a hidden frame does a worker's work, so that
// the search of this site needs neither a server nor the network.
if (location.protocol === "file:") {
  const inFrame = `
    postMessage = message => parent.postMessage(message, "*");
    importScripts = async (...urls) => {
      for (const url of urls) await new Promise(done => {
        const script = Object.assign(document.createElement("script"), {src: url, onload: done});
        document.body.append(script);
      });
    };`;

  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = Object.assign(document.createElement("iframe"), {hidden: true});
      document.body.append(frame);
      const page = frame.contentDocument;
      this.window = frame.contentWindow;
      addEventListener("message", event => {
        if (event.source === this.window) this.dispatchEvent(new MessageEvent("message", {data: event.data}));
      });
      page.open();
      page.write(`<body><script>${inFrame}<\/script><script src="${url}"><\/script></body>`);
      page.close();
      this.ready = new Promise(done => (this.window.onload = done)); // only now: open() takes all listeners away
    }

    async postMessage(data) {
      await this.ready;
      this.window.dispatchEvent(new MessageEvent("message", {data}));
    }
  };
}
