import type { Format } from "../internal/format.ts";
import type { Translation } from "./en.ts";
import { plurals } from "./plural.ts";

const plural = plurals("de");

const trouble =
  "Auf dem Server ist etwas schiefgegangen. Prüfen Sie, ob sich etwas geändert hat, und versuchen Sie es dann erneut.";

/** Why no VAT is charged. */
const untaxed = {
  "reverse-charge": "Reverse Charge: Sie schulden die Umsatzsteuer",
  "outside-eu": "außerhalb der EU",
  "small-business": "der Anbieter ist Kleinunternehmer",
};

/** Every text of the widgets in German, in the words of `docs/glossary.md`. */
export const de = (f: Format): Translation => {
  const n = (count: number) => f.number(count);
  const licenses = (count: number) =>
    plural(count, { one: `${n(count)}\u00a0Lizenz`, other: `${n(count)}\u00a0Lizenzen` });
  const members = (count: number) =>
    plural(count, { one: `${n(count)}\u00a0Mitglied`, other: `${n(count)}\u00a0Mitglieder` });
  const teams = (count: number) => plural(count, { one: `${n(count)}\u00a0Team`, other: `${n(count)}\u00a0Teams` });
  /** The name of the only one, or how many they are. */
  const whichMembers = (names: string[]) => (names.length === 1 ? names.join("") : members(names.length));
  const whichTeams = (names: string[]) => (names.length === 1 ? names.join("") : teams(names.length));
  const dayAndTime = (instant: string) => `${f.day(instant)} um ${f.time(instant)}\u00a0Uhr`;

  return {
    lang: "de",
    licenses,
    members,
    teams,
    titles: { members: "Mitglieder des Arbeitsbereichs", teams: "Teams", billing: "Abrechnung" },
    empty: {
      members:
        "Dieser Arbeitsbereich hat noch keine Mitglieder. Sie erscheinen hier, sobald Ihre Anwendung welche hinzufügt.",
      teams: "Dieser Arbeitsbereich hat noch keine Teams. Sie erscheinen hier, sobald Ihre Anwendung welche hinzufügt.",
      billing: "Der erste Monat erscheint hier, sobald er eine Lizenz hat.",
    },
    models: { team: "Team-Lizenz", user: "Nutzerlizenz" },
    timesIn: (zone) => `Zeitangaben in der Zeitzone ${zone}.`,

    // States
    loading: "Wird geladen…",
    retry: "Erneut versuchen",
    reload: (section) => `Neu laden: ${section}`,
    refresh: "Aktualisieren",
    dismiss: "Ausblenden",
    undo: "Rückgängig",
    cancel: "Abbrechen",
    close: "Schließen",
    saving: "Wird gespeichert…",
    optional: "(optional)",
    notSaved: "Es wurde nichts gespeichert.",
    lookAtFields: "Prüfen Sie die markierten Felder.",
    missing: (what) => `Dieser Teil der Seite ist noch nicht eingerichtet: Setzen Sie ${f.list(what)} am Element.`,
    lastKnown: "Sie sehen den letzten bekannten Stand.",
    errors: {
      unreachable:
        "Der Server ist nicht erreichbar. Es wurde nichts geändert. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
      "token-unavailable":
        "Diese Seite konnte nicht feststellen, wer Sie sind. Es wurde nichts geändert. Versuchen Sie es erneut, oder melden Sie sich neu an.",
      "token-missing": "Sie sind hier nicht angemeldet. Melden Sie sich an, um dies zu sehen.",
      "token-stale": "Ihre Sitzung ist abgelaufen. Es wurde nichts geändert. Melden Sie sich neu an, um fortzufahren.",
      "token-invalid":
        "Ihre Sitzung gilt hier nicht. Melden Sie sich neu an, oder wenden Sie sich an Ihre Administration.",
      forbidden:
        "Dazu fehlt Ihnen die Berechtigung. Es wurde nichts geändert. Wenden Sie sich an die Administration dieses Arbeitsbereichs.",
      "workspace-not-found":
        "Diesen Arbeitsbereich gibt es nicht, oder Sie dürfen ihn nicht sehen. Wenden Sie sich an die Administration.",
      contended: "Zu viele Änderungen auf einmal. Es wurde nichts geändert. Versuchen Sie es erneut.",
      "internal-error": trouble,
      "seller-missing":
        "Hier werden keine Rechnungen ausgestellt, daher gibt es keine E-Mail-Adresse für Rechnungen. Wenden Sie sich an Ihren Anbieter.",
      "vat-id-missing": `Geben Sie die USt-IdNr. an (${untaxed["reverse-charge"]}).`,
      "unexpected-answer": trouble,
    },
    noPermission: {
      members:
        "Sie dürfen die Mitglieder dieses Arbeitsbereichs nicht sehen. Bitten Sie die Administration um Zugriff.",
      teams: "Sie dürfen die Teams dieses Arbeitsbereichs nicht sehen. Bitten Sie die Administration um Zugriff.",
      billing:
        "Sie dürfen die Abrechnung dieses Arbeitsbereichs nicht sehen. Bitten Sie die Administration um Zugriff.",
    },

    // Lists
    cardLabel: (column) => `${column}: `,
    search: "Suchen",
    show: "Anzeigen",
    perPage: "Zeilen pro Seite",
    previous: "Zurück",
    next: "Weiter",
    pages: "Seiten",
    range: (from, to, total) => `${n(from)}–${n(to)} von ${n(total)}`,
    actions: "Aktionen",
    select: (name) => `${name} auswählen`,
    selectPage: "Alle auf dieser Seite auswählen",
    selected: (count) => `${n(count)} ausgewählt`,
    clearSelection: "Aufheben",
    partly: (done, total, reason) => `${n(done)} von ${n(total)} erledigt. Die übrigen: ${reason}`,

    // Members
    figures: {
      members: "Mitglieder",
      active: "aktiv",
      inactive: "inaktiv",
      billed: (month, model) =>
        model === "user" ? `für ${f.month(month)} berechnet` : `Teams für ${f.month(month)} berechnet`,
    },
    billedPeople: (count, month, rule) =>
      rule === "any-in-month"
        ? plural(count, {
            one: `${n(count)} Person war irgendwann im ${f.month(month)} in einem aktiven Team.`,
            other: `${n(count)} Personen waren irgendwann im ${f.month(month)} in einem aktiven Team.`,
          })
        : plural(count, {
            one: `${n(count)} Person war in einem aktiven Team, als der ${f.month(month)} begann.`,
            other: `${n(count)} Personen waren in einem aktiven Team, als der ${f.month(month)} begann.`,
          }),
    billedTeams: (count, month, rule) => {
      const model =
        "Dieser Arbeitsbereich wird nach Team-Lizenzen abgerechnet: Berechnet werden Teams, nicht Personen.";
      return rule === "any-in-month"
        ? plural(count, {
            one: `${model} ${n(count)} Team war irgendwann im ${f.month(month)} aktiv.`,
            other: `${model} ${n(count)} Teams waren irgendwann im ${f.month(month)} aktiv.`,
          })
        : plural(count, {
            one: `${model} ${n(count)} Team war aktiv, als der ${f.month(month)} begann.`,
            other: `${model} ${n(count)} Teams waren aktiv, als der ${f.month(month)} begann.`,
          });
    },
    endingPeople: (count, date) =>
      plural(count, {
        one: `${n(count)}\u00a0davon ist ab ${f.date(date)} kostenfrei.`,
        other: `${n(count)}\u00a0davon sind ab ${f.date(date)} kostenfrei.`,
      }),
    searchMembers: "Name oder E-Mail suchen",
    filters: {
      all: "Alle",
      active: "Aktiv",
      inactive: "Inaktiv",
      removed: "Entfernt",
    },
    anyTeam: "Alle Teams",
    teamFilter: "Team",
    columns: {
      name: "Name",
      teams: "Teams",
      status: "Status",
      billed: "Berechnet",
      joined: "Dabei seit",
      team: "Team",
      members: "Mitglieder",
      onlyThisTeam: "Lizenzen nur durch dieses Team",
      month: "Monat",
      licenses: "Lizenzen",
      amount: "Betrag netto",
      unit: "Einzelpreis",
      number: "Nummer",
      gross: "Betrag brutto",
    },
    noTeams: "Kein Team",
    moreTeams: (shown, more) => [...shown, `+${n(more)}`].join(", "),
    archivedTeam: (name) => `${name} (archiviert)`,
    status: {
      active: "Aktiv",
      inactive: "Inaktiv",
      inactiveSince: (instant) => `Inaktiv seit ${f.dayShort(instant)}`,
      removed: "Entfernt",
      removedOn: (instant) => `Entfernt am ${f.dayShort(instant)}`,
    },
    joined: (instant) => f.dayShort(instant),
    restorableUntil: (instant) => `Wiederherstellbar bis ${f.dayShort(instant)}`,
    notRestorable: "Die 30\u00a0Tage zum Wiederherstellen sind vorbei",
    billed: {
      both: (current, next) => f.list([f.month(current), f.month(next)]),
      freeFrom: (current, date) => `${f.month(current)}, kostenfrei ab ${f.dateShort(date)}`,
      from: (next) => `Ab ${f.month(next)}`,
      not: "Nicht berechnet",
    },
    noMatch: "Nichts passt zu dieser Suche.",
    nobodyInactive: "Alle sind in einem aktiven Team.",
    nobodyRemoved: "Es wurde niemand entfernt.",
    clear: "Suche und Filter zurücksetzen",

    // Why billed
    why: "Warum?",
    whyLabel: (name) => `Warum wird ${name} berechnet oder nicht berechnet?`,
    whyTitle: (name, billed) => (billed ? `Warum ${name} berechnet wird` : `Warum ${name} nicht berechnet wird`),
    notPerPerson:
      "Dieser Arbeitsbereich wird nach Team-Lizenzen abgerechnet: Berechnet werden Teams, nicht Personen. Niemand wird hier als Person berechnet.",
    billedMark: (month) => `${f.monthAndYear(month)}: berechnet`,
    unbilledMark: (month) => `${f.monthAndYear(month)}: nicht berechnet`,
    billedFor: (month) => `Für ${f.monthAndYear(month)} berechnet`,
    notBilledFor: (month, rule) =>
      rule === "any-in-month"
        ? `Für ${f.monthAndYear(month)} nicht berechnet: in keinem aktiven Team.`
        : `Für ${f.monthAndYear(month)} nicht berechnet: in keinem aktiven Team, als der Monat begann.`,
    spanDays: (team, from, to, cause) => `im Team ${team}, ${f.days(from, to)} (${cause})`,
    spanWhole: (team, month, cause) => `im Team ${team}, den ganzen ${f.month(month)} (${cause})`,
    spanGoing: (team, from, cause) => `im Team ${team} seit ${f.day(from)} (${cause})`,
    causes: (what, by, at) =>
      ({
        "team-added": `Team hinzugefügt durch ${by} am ${dayAndTime(at)}`,
        "team-unarchived": `reaktiviert durch ${by} am ${dayAndTime(at)}`,
        "team-archived": `archiviert durch ${by} am ${dayAndTime(at)}`,
        "member-joined-team": `ins Team aufgenommen durch ${by} am ${dayAndTime(at)}`,
        "member-left-team": `aus dem Team genommen durch ${by} am ${dayAndTime(at)}`,
        "member-removed": `aus dem Arbeitsbereich entfernt durch ${by} am ${dayAndTime(at)}`,
      })[what],
    // After "durch".
    actors: { operator: "den Anbieter", system: "das System" },
    oneLicense: "Eine Lizenz, egal in wie vielen Teams.",
    freeFrom: (date) => `Kostenfrei ab ${f.date(date)}.`,

    // Remove, restore
    removeOne: "Entfernen…",
    removeOneLabel: (name) => `${name} entfernen…`,
    removeTitle: (names) => `${whichMembers(names)} entfernen?`,
    removeEffect: (names, days) =>
      names.length === 1
        ? `${names.join("")} verliert den Zugriff, sobald Sie bestätigen. Sie können dieses Mitglied ${n(days)}\u00a0Tage lang wiederherstellen; es ist dann in keinem Team.`
        : `Die Mitglieder verlieren den Zugriff, sobald Sie bestätigen. Sie können sie ${n(days)}\u00a0Tage lang wiederherstellen; sie sind dann in keinem Team.`,
    remove: "Entfernen",
    removed: (names) =>
      plural(names.length, {
        one: `${whichMembers(names)} wurde entfernt.`,
        other: `${whichMembers(names)} wurden entfernt.`,
      }),
    restore: "Wiederherstellen",
    restoreLabel: (name) => `${name} wiederherstellen`,
    restored: (names) =>
      plural(names.length, {
        one: `${whichMembers(names)} wurde wiederhergestellt und hat wieder Zugriff, in keinem Team.`,
        other: `${whichMembers(names)} wurden wiederhergestellt und haben wieder Zugriff, in keinem Team.`,
      }),

    removeInactive: "Inaktive Mitglieder entfernen…",
    removeInactiveNobodyTitle: "Inaktive Mitglieder entfernen",
    onlyProtected: "Es gibt niemanden zu entfernen: Die einzigen inaktiven Mitglieder werden hierbei nicht entfernt.",
    billUnchanged: "Die Rechnung ändert sich nicht: Wer in keinem aktiven Team ist, wird nicht berechnet.",
    billUnchangedTeams:
      "Die Rechnung ändert sich nicht: Dieser Arbeitsbereich wird nach Teams abgerechnet, nicht nach Mitgliedern.",
    stillBilled: (count, month) =>
      plural(count, {
        one: `${n(count)}\u00a0dieser Mitglieder war im ${f.month(month)} noch aktiv und bleibt auf der Rechnung für ${f.month(month)}.`,
        other: `${n(count)}\u00a0dieser Mitglieder waren im ${f.month(month)} noch aktiv und bleiben auf der Rechnung für ${f.month(month)}.`,
      }),
    whoGoes: (count) => `Wer entfernt wird (${n(count)})`,
    whoStays: (count) => `Nicht entfernt (${n(count)})`,
    inactiveSince: (instant, lastTeams) =>
      lastTeams.length === 0
        ? `inaktiv seit ${f.dayShort(instant)}`
        : `inaktiv seit ${f.dayShort(instant)}, zuletzt in ${f.list(lastTeams)}`,
    neverActive: "nie in einem aktiven Team",
    notRemoved: (name, reason) => (reason === "caller" ? `Sie, ${name}` : `${name} (Rolle: Inhaber)`),
    typeNumber: (count) => `Zum Bestätigen ${count} eingeben`,
    typeNumberFirst: (count) => `Die Schaltfläche ist verfügbar, sobald Sie ${count} eingegeben haben.`,
    confirmRemove: (count) => `${members(count)} entfernen`,
    removing: (count) =>
      plural(count, { one: `${members(count)} wird entfernt…`, other: `${members(count)} werden entfernt…` }),
    listChanged:
      "Die Liste hat sich geändert, seit Sie sie geöffnet haben. Es wurde niemand entfernt. Aktualisieren Sie sie.",

    // Export
    exportOpen: "Exportieren…",
    exportTitle: "Lizenzinhaber exportieren",
    exportLead: "Die Lizenzinhaber, die berechnet werden, und warum, als Datei für jede Tabellenkalkulation.",
    allMonths: "Alle Monate",
    exportFormat: "Datei",
    fileFormats: { csv: "CSV", xlsx: "Excel", pdf: "PDF", xml: "XML" },
    exportMonth: "Monat",
    exportConfirm: (format) => (format === "csv" ? "CSV herunterladen" : "Excel herunterladen"),
    exporting: "Die Datei wird vorbereitet…",
    received: (bytes) => `Die Datei wird empfangen: bisher ${f.megabytes(bytes)}`,
    exported: (name) => `${name} wurde heruntergeladen.`,
    exportLabel: (format, month) =>
      month === undefined
        ? `${format} exportieren: Lizenzinhaber aller Monate`
        : `${format} exportieren: Lizenzinhaber für ${f.monthAndYear(month)}`,
    // The count in front, since a narrow choice shows no more than the beginning.
    monthOption: (month, status, count) => {
      const beginning = `${f.monthAndYear(month)}: ${licenses(count)}`;
      return {
        open: `${beginning} bisher`,
        ended: `${beginning}, noch nicht abgeschlossen`,
        closed: `${beginning}, abgeschlossen`,
      }[status];
    },
    noMonths: "Es gibt noch keinen Monat zu exportieren.",

    // Preview
    beforeAfter: "Lizenzen und Betrag vorher und nachher, netto",
    now: "Jetzt",
    ifArchived: "Archiviert",
    ifUnarchived: "Reaktiviert",
    ifRemoved: "Entfernt",
    noChange: "unverändert",
    change: (count, money) => {
      const difference = f.difference(count);
      return plural(Math.abs(count), {
        one: `${difference} Lizenz, ${money}`,
        other: `${difference} Lizenzen, ${money}`,
      });
    },
    netAmounts: "Beträge sind netto.",

    // Teams
    teamFilters: { active: "Aktiv", archived: "Archiviert" },
    teamStatus: {
      active: "Aktiv",
      archived: "Archiviert",
      archivedOn: (instant) => `Archiviert am ${f.dayShort(instant)}`,
    },
    searchTeams: "Teams suchen",
    archive: "Archivieren…",
    archiveLabel: (name) => `${name} archivieren…`,
    archiveTitle: (names) => `${whichTeams(names)} archivieren?`,
    archiveMembers: (count, becoming) => {
      if (count === 0) return "Darin sind keine Mitglieder.";
      return becoming === 0
        ? "Alle Mitglieder bleiben im Arbeitsbereich und aktiv: Sie sind alle auch in einem anderen aktiven Team."
        : plural(becoming, {
            one: `Alle Mitglieder bleiben im Arbeitsbereich; ${n(becoming)}\u00a0davon ist in keinem anderen aktiven Team und wird inaktiv.`,
            other: `Alle Mitglieder bleiben im Arbeitsbereich; ${n(becoming)}\u00a0davon sind in keinem anderen aktiven Team und werden inaktiv.`,
          });
    },
    archiveTeamLicense: (count) =>
      plural(count, {
        one: "Das Team selbst ist eine Lizenz, egal wie viele Mitglieder es hat.",
        other: "Jedes Team ist eine Lizenz, egal wie viele Mitglieder es hat.",
      }),
    archiveStays: (names, month, rule) =>
      rule === "any-in-month"
        ? plural(names.length, {
            one: `${f.month(month)} ändert sich nicht: ${names.join("")} war in diesem Monat aktiv.`,
            other: `${f.month(month)} ändert sich nicht: Diese Teams waren in diesem Monat aktiv.`,
          })
        : `${f.month(month)} ändert sich nicht: Es zählt, wie der Monat begann.`,
    archiveUndo: "Archivierte Teams behalten ihren Verlauf. Sie können sie jederzeit reaktivieren.",
    archiveConfirm: "Archivieren",
    archived: (names) =>
      plural(names.length, {
        one: `${whichTeams(names)} wurde archiviert.`,
        other: `${whichTeams(names)} wurden archiviert.`,
      }),
    unarchive: "Reaktivieren…",
    unarchiveLabel: (name) => `${name} reaktivieren…`,
    unarchiveTitle: (names) => `${whichTeams(names)} reaktivieren?`,
    unarchiveMembers: (count, becoming) => {
      if (count === 0) return "Darin sind keine Mitglieder.";
      return becoming === 0
        ? "Alle Mitglieder sind bereits aktiv."
        : plural(becoming, {
            one: `${members(becoming)} ist jetzt inaktiv und wird wieder aktiv.`,
            other: `${members(becoming)} sind jetzt inaktiv und werden wieder aktiv.`,
          });
    },
    unarchiveBilled: (count, month, isRunning) => {
      const again = plural(count, {
        one: `Das Team zählt ab ${f.month(month)} wieder.`,
        other: `Die Teams zählen ab ${f.month(month)} wieder.`,
      });
      return isRunning ? `${again} Es wird nicht anteilig berechnet: ${f.month(month)} zählt ganz.` : again;
    },
    unarchiveConfirm: "Reaktivieren",
    unarchived: (names) =>
      plural(names.length, {
        one: `${whichTeams(names)} ist wieder aktiv.`,
        other: `${whichTeams(names)} sind wieder aktiv.`,
      }),
    noTeamArchived: "Kein Team ist archiviert.",
    noTeamActive: "Kein Team ist aktiv.",

    // Billing
    modelMeaning: (model, rule) => {
      const time = rule === "any-in-month" ? "irgendwann im Monat" : "bei Beginn des Monats";
      return model === "user"
        ? `Jede Person, die ${time} in einem aktiven Team ist, ist eine Lizenz.`
        : `Jedes Team, das ${time} aktiv ist, ist eine Lizenz.`;
    },
    learnMore: "Mehr erfahren",
    modelRules: (model, rule, zone) => {
      const part =
        rule === "any-in-month"
          ? "Es wird nicht anteilig berechnet: Eine Lizenz, die in einem Monat endet, wird für diesen Monat berechnet und ist ab dem nächsten kostenfrei."
          : "Es wird nicht anteilig berechnet: Es zählt der erste Augenblick des Monats.";
      const month = `Ein Monat läuft vom ersten bis zum letzten Augenblick in der Zeitzone ${zone}.`;
      return model === "user"
        ? [
            "Eine Person ist eine Lizenz, nur einmal, egal in wie vielen Teams.",
            "Mitglieder, die in keinem aktiven Team sind, werden nicht berechnet.",
            part,
            month,
          ]
        : [
            "Ein Team ist eine Lizenz, egal wie viele Mitglieder es hat; auch ein Team ohne Mitglieder zählt.",
            "Ein Team, das den ganzen Monat archiviert ist, wird nicht berechnet.",
            part,
            month,
          ];
    },
    modelChange: (model, date) =>
      model === "user"
        ? `Ab ${f.date(date)} wird dieser Arbeitsbereich nach Nutzerlizenzen abgerechnet.`
        : `Ab ${f.date(date)} wird dieser Arbeitsbereich nach Team-Lizenzen abgerechnet.`,
    zoneChange: (zone, date) => `Ab ${f.date(date)} werden Monate in der Zeitzone ${zone} gezählt.`,
    soFar: (month) => `${f.month(month)} bisher`,
    ifNothingChanges: (month) => `${f.month(month)}, wenn sich nichts ändert`,
    netOf: (tax) => {
      if (!tax) return "netto, zzgl. USt.";
      return tax.treatment === "standard"
        ? `netto, zzgl. ${f.percent(tax.ratePercent)} USt.`
        : `netto, keine USt. (${untaxed[tax.treatment]})`;
    },
    howComputed: "Wie setzt sich das zusammen?",
    minimum: (minimum, used) => `Mindestabnahme ${licenses(minimum)}, davon ${n(used)} genutzt.`,
    total: "Nettobetrag",
    freeLicenses: (count, date, model) =>
      model === "user"
        ? plural(count, {
            one: `${n(count)} Person ist ab ${f.date(date)} kostenfrei.`,
            other: `${n(count)} Personen sind ab ${f.date(date)} kostenfrei.`,
          })
        : plural(count, {
            one: `${n(count)} Team ist ab ${f.date(date)} kostenfrei.`,
            other: `${n(count)} Teams sind ab ${f.date(date)} kostenfrei.`,
          }),
    lastMonths: "Monat für Monat",
    chart: "Lizenzen pro Monat: die letzten zwölf und der nächste, wenn sich nichts ändert",
    showTable: "Als Tabelle anzeigen",
    licensesOf: (count, model) =>
      model === "user"
        ? licenses(count)
        : plural(count, { one: `${n(count)}\u00a0Team-Lizenz`, other: `${n(count)}\u00a0Team-Lizenzen` }),
    monthInWords: (month, holders, net, status) => {
      const name = f.monthAndYear(month);
      const words = {
        open: `${name} bisher: ${holders}, ${net} netto.`,
        ended: `${name}: ${holders}, ${net} netto. Der Monat ist vorbei und noch nicht abgeschlossen.`,
        closed: `${name}: ${holders}, ${net} netto.`,
      };
      return status ? words[status] : `${name}, wenn sich nichts ändert: ${holders}, ${net} netto.`;
    },
    monthStatus: { open: "Laufend", ended: "Vorbei, noch nicht abgeschlossen", closed: "Abgeschlossen" },

    invoices: {
      title: "Rechnungen",
      gross: "brutto",
      due: (unpaid, sum, overdue, overdueSum) => {
        const they = plural(unpaid, { one: `${n(unpaid)} Rechnung ist`, other: `${n(unpaid)} Rechnungen sind` });
        if (overdue === unpaid) return `${they} überfällig: ${sum}.`;
        return overdue > 0 ? `${they} offen: ${sum}, davon sind ${overdueSum} überfällig.` : `${they} offen: ${sum}.`;
      },
      download: (format, number) => `${number} als ${format}`,
      creditNote: (corrects) => `Rechnungs\u00adkorrektur zu ${corrects}`,
      open: (due) => `Offen, fällig am ${f.dateShort(due)}`,
      overdue: (due) => `Überfällig, war am ${f.dateShort(due)} fällig`,
      paid: (on) => (on === undefined ? "Bezahlt" : `Bezahlt am ${f.dateShort(on)}`),
      canceled: (creditNote) => (creditNote === undefined ? `Storniert` : `Storniert, siehe ${creditNote}`),
      toPayBack: "Zu erstatten",
      paidBack: (on) => `Erstattet am ${f.dateShort(on)}`,
      settled: "Ausgeglichen",
      first: (month) => `Die erste Rechnung kommt, sobald ${f.monthAndYear(month)} abgeschlossen ist.`,
      none: "Es gibt noch keine Rechnungen.",
      waiting: "Rechnungen warten, bis die Rechnungsdaten vollständig sind.",
      more: "Mehr anzeigen",
      shown: (shown, total) => `${n(shown)} von ${n(total)} angezeigt`,
    },
    mails: {
      sent: (instant, to) => `E-Mail am ${f.dayShort(instant)} an ${to}`,
      sending: (to) => `Wird per E-Mail an ${to} gesendet`,
      failed: (to, at, detail = "", retryAt) => {
        const failure =
          retryAt === undefined ? `Konnte nicht an ${to} zugestellt werden` : `Noch nicht an ${to} zugestellt`;
        const why = detail ? `${failure}: ${detail}` : failure;
        if (retryAt === undefined) return why;
        return f.day(retryAt) === f.day(at)
          ? `${why}. Nächster Versuch um ${f.time(retryAt)}\u00a0Uhr`
          : `${why}. Nächster Versuch am ${dayAndTime(retryAt)}`;
      },
      open: "Senden…",
      title: (number, isAgain) => (isAgain ? `${number} erneut senden` : `${number} senden`),
      effect: (type, month, amount, to) => {
        const which = { invoice: "Die Rechnung", "credit-note": "Die Rechnungskorrektur" }[type];
        return `${which} für ${f.monthAndYear(month)} über ${amount} wird per E-Mail als PDF an ${to} gesendet. Es ist jedes Mal dasselbe Dokument.`;
      },
      confirm: "Senden",
      done: (number, to) => `${number} ist unterwegs an ${to}.`,
    },
    mailbox: {
      title: "E-Mail-Adresse für Rechnungen",
      used: "Rechnungen gehen per E-Mail als PDF an",
      unused: "Bei Team-Lizenzen gehen Rechnungen nicht per E-Mail. Laden Sie sie oben herunter.",
      missing:
        "Noch keine E-Mail-Adresse angegeben: Rechnungen gehen nicht per E-Mail, können aber hier heruntergeladen werden.",
      open: "Ändern…",
      waiting: "Wartet auf Bestätigung",
      confirmed: "Bestätigt",
      unconfirmed: "Ausstehend",
      requested: (by, at, until) =>
        `Angefordert durch ${by} am ${dayAndTime(at)}. Die Links gelten bis ${dayAndTime(until)}.`,
      above: "Bis jede neue Adresse bestätigt ist, gehen Rechnungen weiterhin an die Adressen oben.",
      resend: "Links erneut senden",
      resent: (to) => `Neue Links sind unterwegs an ${to}.`,
      withdraw: "Zurückziehen",
      expired: (to) => `Die Änderung auf ${to} wurde nicht rechtzeitig bestätigt; es hat sich nichts geändert.`,
      askAgain: "Erneut anfordern",
      withdrawn: "Die Änderung wurde zurückgezogen. Die E-Mail-Adresse für Rechnungen bleibt, wie sie war.",
      contact: "Änderungen nimmt die Buchhaltung des Anbieters vor:",
      heading: "E-Mail-Adresse für Rechnungen ändern",
      effect: (outcome, isSet, isWaiting) => {
        const replaces = isWaiting ? " Das ersetzt die Änderung, die auf Bestätigung wartet." : "";
        const kept = isSet ? " Bis dahin gelten die bisherigen Adressen; sie werden über die Änderung informiert." : "";
        const asked = `Jede neue Adresse erhält einen Link, der 48\u00a0Stunden gilt. Die Änderung gilt, sobald alle bestätigt sind.${kept}${replaces}`;
        return {
          none: asked,
          asked,
          now: `Keine Adresse ist neu: Die Änderung gilt sofort, und die bisherigen Adressen werden darüber informiert.${replaces}`,
          withdrawn: "Diese Adressen gelten bereits. Die Änderung, die auf Bestätigung wartet, wird zurückgezogen.",
        }[outcome];
      },
      needed: "Geben Sie mindestens eine E-Mail-Adresse an.",
      addresses: "E-Mail-Adressen",
      hint: (most) => `Eine Adresse pro Zeile, höchstens ${n(most)}.`,
      tooMany: (most) => `Geben Sie höchstens ${n(most)} Adressen an.`,
      invalid: (address) => `„${address}“ ist keine E-Mail-Adresse.`,
      confirm: {
        none: "Adresse ändern",
        asked: "Bestätigung anfordern",
        now: "Jetzt ändern",
        withdrawn: "Änderung zurückziehen",
      },
      done: (to) => `Ein Link zur Bestätigung ist unterwegs an ${to}.`,
      now: (addresses) => `Rechnungen gehen jetzt an ${addresses}.`,
    },
    details: {
      title: "Rechnungsdaten",
      open: "Bearbeiten…",
      name: "Name",
      address: "Adresse",
      line1: "Straße und Hausnummer",
      line2: "Adresszusatz",
      postalCode: "PLZ",
      city: "Ort",
      country: "Land",
      vatId: "USt-IdNr.",
      reference: "Ihr Zeichen",
      language: "Sprache",
      northernIreland: "Nordirland",
      tax: "USt.",
      none: "Nicht angegeben",
      missing: (what) => `Rechnungen warten, bis dies angegeben ist: ${f.list(what)}.`,
      missingFields: {
        customer: "Name und Adresse",
        "customer.vatId": "Umsatzsteuer-Identifikationsnummer",
        tax: "wie Umsatzsteuer berechnet wird (durch den Anbieter)",
        "price.currency": "ein Preis in einer anderen Währung (durch den Anbieter)",
      },
      charged: (tax) =>
        tax.treatment === "standard"
          ? `${f.percent(tax.ratePercent)}. Vom Anbieter festgelegt.`
          : `Keine (${untaxed[tax.treatment]}). Vom Anbieter festgelegt.`,
      heading: "Rechnungsdaten bearbeiten",
      effect: "Die nächsten Rechnungen werden so adressiert. Ausgestellte Rechnungen bleiben, wie sie sind.",
      needed: "Auf jeder Rechnung erforderlich.",
      vatIdDoubt: (country, prefix) =>
        `Das passt nicht zur Adresse (${country}: ${prefix}). Wenn beides stimmt, lassen Sie es so.`,
      vatIdHint: "Zum Beispiel DE123456789.",
      referenceHint: "Steht auf jeder Rechnung: eine Bestellnummer oder eine Leitweg-ID.",
      languageHint: "Der Rechnungen und E-Mails.",
      choose: "Land auswählen",
      confirm: "Speichern",
      done: "Die Rechnungsdaten wurden gespeichert.",
    },
  };
};
