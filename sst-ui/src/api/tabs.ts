/** A word that tabs of one browser tell each other. */
export interface Word {
  /** Tells all others. */
  tell: () => void;
  /** Hears it when another tells it, until what this returns is called. */
  follow: (heard: () => void) => () => void;
}

/** A browser without channels has each tab for itself: there nothing is told. */
export function wordBetweenTabs(name: string): Word {
  const able = typeof BroadcastChannel !== "undefined";
  return {
    tell: () => {
      if (able) {
        const channel = new BroadcastChannel(name);
        channel.postMessage("");
        channel.close();
      }
    },
    follow: (heard) => {
      if (!able) {
        return () => undefined;
      }
      const channel = new BroadcastChannel(name);
      channel.onmessage = heard;
      return () => channel.close();
    },
  };
}
