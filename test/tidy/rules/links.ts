/** Links between the pages and files of the repository lead somewhere, anchors included. */
import { posix } from "node:path";
import { anchors, links as linksOf } from "../markdown.ts";
import type { Rule, Tree } from "../tree.ts";

export const links: Rule = (tree) =>
  [...tree]
    .filter(([path]) => posix.extname(path) === ".md")
    .flatMap(([path, page]) =>
      linksOf(page).flatMap(({ target, line }) => {
        const problem = problemOf(tree, path, target);
        return problem === null ? [] : [{ path, line, message: problem }];
      }),
    );

function problemOf(tree: Tree, path: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return null;
  const [file, anchor] = link.split("#");
  const target = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(file)));
  if (!exists(tree, target)) return `the link leads to ${target}, which does not exist: correct the path`;
  if (anchor === undefined || !target.endsWith(".md") || anchors(tree.get(target)!).has(anchor)) return null;
  return `${target} has no heading #${anchor}: correct the anchor`;
}

function exists(tree: Tree, target: string): boolean {
  if (tree.has(target) || /^\.\/?$/.test(target)) return true;
  const folder = target.endsWith("/") ? target : `${target}/`;
  return [...tree.keys()].some((path) => path.startsWith(folder));
}
