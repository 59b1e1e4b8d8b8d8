/** The bundle that was dropped or chosen: a file, or the files of a folder by their paths. */

export type Picked = { name: string; file: File } | { name: string; files: [path: string, file: File][] };

export function ofFolder(files: readonly File[]): Picked {
  const all = files.map((file): [string, File] => [file.webkitRelativePath || file.name, file]);
  return { name: all[0]?.[0].split('/')[0] ?? 'folder', files: all };
}

/** Far more files than a bundle has; a folder with more is not read to its end. */
const mostFiles = 1000;

/** What was dropped. The entries must be taken before anything is waited for. */
export async function dropped(transfer: DataTransfer): Promise<{ bundle: Picked | null; files: File[] }> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry());
  const files = Array.from(transfer.files);
  const folder = entries.find((entry) => entry?.isDirectory);
  if (folder) {
    const found: [string, File][] = [];
    await walk(folder as FileSystemDirectoryEntry, `${folder.name}/`, found);
    return { bundle: { name: folder.name, files: found }, files: [] };
  }
  return { bundle: null, files };
}

async function walk(folder: FileSystemDirectoryEntry, path: string, found: [string, File][]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (found.length >= mostFiles) return;
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${path}${entry.name}/`, found);
      else {
        const file = await new Promise<File>((resolve, reject) => {
          (entry as FileSystemFileEntry).file(resolve, reject);
        });
        found.push([path + entry.name, file]);
      }
    }
  }
}
