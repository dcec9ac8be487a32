// Writes internal/typeset/data/hyph-*.txt, the patterns by which words are
// divided, and LICENSE-hyph-utf8.txt, out of hyph-utf8.
//
//   node scripts/hyphen.mjs DIR
//
// DIR is a copy of https://github.com/hyphenation/tex-hyphen. Only languages are
// taken whose patterns may be used, changed and sold by anybody: those that are
// only under the GPL, LGPL or MPL (Czech, Hungarian, Indonesian, Latvian,
// Macedonian) and those without a licence (Romanian) are not. English comes from
// elsewhere.
import { readFileSync, writeFileSync } from 'node:fs'

const dir = `${process.argv[2]}/hyph-utf8/tex/generic/hyph-utf8/patterns/tex`
const to = 'internal/typeset/data'

// The language, the file if it has another name, and how many letters stand at
// least before and after a division if not as the file says.
const languages = [
  ['af'], ['be'], ['bg'], ['bs', 'sh-latn'], ['ca'], ['cy'], ['da'], ['de', 'de-1996'], ['el', 'el-monoton'],
  ['es'], ['et'], ['eu'], ['fi', 'fi-x-school'], ['fr', 'fr', 2, 3], ['ga'], ['gl'], ['hr'], ['hsb'], ['ia'],
  ['is'], ['it'], ['kk'], ['lt'], ['mn', 'mn-cyrl'], ['nb', 'no'], ['nl'], ['pl'], ['pt'], ['rm'],
  ['ru'], ['sk'], ['sl'], ['sq'], ['sr', 'sh-cyrl'], ['sv'], ['tk'], ['tr'], ['uk'],
]

let licences = `Each hyph-*.txt but hyph-en.txt is made of a file of hyph-utf8
(https://github.com/hyphenation/tex-hyphen, where the originals are): its
patterns and exceptions as they are, one a line, without its comments. These are
the files with their copyright and licence.
`

// section is what a YAML header says under a key.
const section = (head, key) => {
  const at = head.findIndex((l) => l.startsWith(`${key}:`))
  if (at < 0) return []
  let end = at + 1
  while (end < head.length && /^(\s|$|-)/.test(head[end])) end++
  return head.slice(at, end).map((l) => l.trimEnd())
}

// listed is what stands between the braces of a TeX command.
const listed = (text, command) => {
  const m = text.match(new RegExp(`\\\\${command}\\s*\\{([^}]*)\\}`))
  return m ? m[1].split(/\s+/).filter(Boolean) : []
}

let sum = 0
for (const [tag, name = tag, left, right] of languages) {
  const raw = readFileSync(`${dir}/hyph-${name}.tex`, 'utf8')
  const head = raw.split('\n').filter((l) => l.startsWith('%')).map((l) => l.slice(1).replace(/^ /, ''))
  const text = raw.split('\n').map((l) => l.replace(/%.*/, '')).join('\n')
  const mins = section(head, 'hyphenmins').join('\n').split('typesetting').pop()
  const least = (side, wanted) => wanted ?? Math.max(2, Number(mins.match(new RegExp(`${side}:\\s*(\\d)`))?.[1] ?? 2))
  const licence = [...section(head, 'copyright'), ...section(head, 'licence')]
  if (licence.length < 2) throw new Error(`${name}: no licence`)
  const words = [...new Set([...listed(text, 'patterns'), ...listed(text, 'hyphenation').map((w) => `=${w}`)])]
  const out = `%${least('left', left)}${least('right', right)}\n${words.join('\n')}\n`
  writeFileSync(`${to}/hyph-${tag}.txt`, out)
  licences += `\n--- hyph-${tag}.txt, from hyph-${name}.tex\n\n${licence.join('\n')}\n`
  sum += out.length
  console.log(tag, words.length, Buffer.byteLength(out), out.slice(1, 3))
}
writeFileSync(`${to}/LICENSE-hyph-utf8.txt`, licences)
console.log(languages.length, 'languages', sum)
