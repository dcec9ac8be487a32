// Writes internal/locale/data/cldr.json: names, patterns and characters of the
// languages whose scripts the typefaces here have, out of Unicode's CLDR.
//
//   node scripts/cldr.mjs DIR
//
// DIR holds the unpacked npm packages cldr-core, cldr-dates-full,
// cldr-misc-full and cldr-numbers-full, all of one version.
import { readFileSync, writeFileSync, existsSync } from 'node:fs'

const dir = process.argv[2]
const read = (path) => JSON.parse(readFileSync(`${dir}/${path}`))
const scripts = new Set(['Latn', 'Cyrl', 'Grek', 'Hebr', 'Arab', 'Jpan'])
const levels = read('cldr-core/coverageLevels.json').effectiveCoverageLevels
const likely = read('cldr-core/supplemental/likelySubtags.json').supplemental.likelySubtags
const version = read('cldr-core/package.json').version

// CLDR has curly marks for Arabic; print has had angle ones for a century.
const marks = { ar: ['«', '»'] }

// letters writes out a set of characters, such as [a-c {ch} \\u200C].
const letters = (set) => {
  const out = []
  const parts = set.replace(/^\[|\]$/g, '').replace(/[{}]/g, '').replace(/\\u\{?([0-9A-Fa-f]{4,6})\}?/g, (_, h) => String.fromCodePoint(parseInt(h, 16)))
  for (const part of parts.split(' ')) {
    const chars = [...part.replace(/\\(.)/g, '$1')]
    for (let i = 0; i < chars.length; i++) {
      if (chars[i] === '-' && i > 0 && i + 1 < chars.length) {
        for (let c = chars[i - 1].codePointAt(0) + 1; c < chars[i + 1].codePointAt(0); c++) out.push(String.fromCodePoint(c))
      } else out.push(chars[i])
    }
  }
  return [...new Set(out)].join('')
}

const months = (m) => Array.from({ length: 12 }, (_, i) => m[String(i + 1)])
const days = (d) => ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((k) => d[k])
const list = (l) => [l.start, l.middle, l.end, l['2']]

const out = {}
for (const tag of Object.keys(levels).sort()) {
  if (tag === 'en' || tag === 'und' || tag.includes('-') || !['modern', 'moderate'].includes(levels[tag])) continue
  const script = likely[tag]?.split('-')[1]
  if (!scripts.has(script) || !existsSync(`${dir}/cldr-dates-full/main/${tag}`)) continue
  const g = read(`cldr-dates-full/main/${tag}/ca-gregorian.json`).main[tag].dates.calendars.gregorian
  const formats = g.dateTimeFormats.availableFormats
  const lists = read(`cldr-misc-full/main/${tag}/listPatterns.json`).main[tag].listPatterns
  const chars = read(`cldr-misc-full/main/${tag}/characters.json`).main[tag].characters
  const quotes = read(`cldr-misc-full/main/${tag}/delimiters.json`).main[tag].delimiters
  const numbers = read(`cldr-numbers-full/main/${tag}/numbers.json`).main[tag].numbers
  const symbols = numbers['symbols-numberSystem-latn']
  out[tag] = {
    script,
    months: months(g.months.format.wide),
    monthsAlone: months(g.months['stand-alone'].wide),
    monthsShort: months(g.months['stand-alone'].abbreviated),
    monthsShortIn: months(g.months.format.abbreviated),
    days: days(g.days['stand-alone'].wide),
    daysShort: days(g.days['stand-alone'].abbreviated),
    daysNarrow: days(g.days['stand-alone'].narrow),
    full: g.dateFormats.full,
    long: g.dateFormats.long,
    dayMonth: formats.MMMMd ?? formats.MMMd,
    dayMonthShort: formats.MMMd,
    monthYear: formats.yMMMM,
    and: list(lists['listPattern-type-standard']),
    or: list(lists['listPattern-type-or']),
    quotes: marks[tag] ?? [quotes.quotationStart, quotes.quotationEnd],
    group: symbols.group,
    decimal: symbols.decimal,
    money: numbers['currencyFormats-numberSystem-latn'].standard,
    characters: letters(chars.exemplarCharacters),
  }
}
writeFileSync('internal/locale/data/cldr.json', `{"version":${JSON.stringify(version)},"languages":{\n` +
  Object.entries(out).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',\n') + '\n}}\n')
console.log(version, Object.keys(out).length, 'languages')
