import type { Format } from "../internal/format.ts";
import type { Translation } from "./en.ts";
import { plurals } from "./plural.ts";

// In front of ":", ";", "?", "!" and "»" and after "«" stands a narrow no-break space, \u202f.

const plural = plurals("fr");

/** "de décembre", "d’octobre": months, and nouns that are given here. */
const of = (noun: string) => (/^[aeiouéèœ]/iu.test(noun) ? `d’${noun}` : `de ${noun}`);

/** As a sentence begins; months are written small otherwise. */
const upper = (text: string) => text.charAt(0).toLocaleUpperCase("fr") + text.slice(1);

/** The first of a month is "1er", as `Intl` does not write it. */
const ordinal = (date: string) => date.replace(/^1(?=\s)/u, "1er");

const trouble = "Une erreur s’est produite sur le serveur. Vérifiez si quelque chose a changé, puis réessayez.";

/** Why no VAT is charged. */
const untaxed = {
  "reverse-charge": "autoliquidation\u202f: vous déclarez la TVA",
  "outside-eu": "hors de l’UE",
  "small-business": "le prestataire est une petite entreprise",
};

/** Every text of the widgets in French, in the words of `docs/glossary.md`. What is said of a person agrees with "membre" or
 *  "personne", since nobody's gender is known. */
export const fr = (f: Format): Translation => {
  const n = (count: number) => f.number(count);
  /** A count and its noun; a round million of them takes "de". */
  const counted = (count: number, one: string, other: string) =>
    plural(count, {
      one: `${n(count)}\u00a0${one}`,
      many: `${n(count)}\u00a0${of(other)}`,
      other: `${n(count)}\u00a0${other}`,
    });
  const licenses = (count: number) => counted(count, "licence", "licences");
  const members = (count: number) => counted(count, "membre", "membres");
  const teams = (count: number) => counted(count, "équipe", "équipes");
  const people = (count: number) => counted(count, "personne", "personnes");

  /** The name of the only one, or how many they are. */
  const whichMembers = (names: string[]) => (names.length === 1 ? names.join("") : members(names.length));
  const whichTeams = (names: string[]) => (names.length === 1 ? names.join("") : teams(names.length));

  const date = (value: string) => ordinal(f.date(value));
  const dateShort = (value: string) => ordinal(f.dateShort(value));
  const day = (instant: string) => ordinal(f.day(instant));
  const dayShort = (instant: string) => ordinal(f.dayShort(instant));
  /** "10 h 04". */
  const time = (instant: string) => f.time(instant).replace(/^0?(\d+):/u, "$1\u00a0h\u00a0");
  const dayAndTime = (instant: string) => `${day(instant)} à ${time(instant)}`;

  return {
    lang: "fr",
    licenses,
    members,
    teams,
    titles: { members: "Membres de l’espace de travail", teams: "Équipes", billing: "Facturation" },
    empty: {
      members:
        "Cet espace de travail n’a pas encore de membres. Ils apparaissent ici dès que votre application en ajoute.",
      teams:
        "Cet espace de travail n’a pas encore d’équipes. Elles apparaissent ici dès que votre application en ajoute.",
      billing: "Le premier mois apparaît ici dès qu’il compte une licence.",
    },
    models: { team: "Licence d’équipe", user: "Licence utilisateur" },
    timesIn: (zone) => `Heures du fuseau horaire ${zone}.`,

    // States
    loading: "Chargement…",
    retry: "Réessayer",
    reload: (section) => `Recharger\u202f: ${section}`,
    refresh: "Actualiser",
    dismiss: "Fermer ce message",
    undo: "Annuler l’action",
    cancel: "Annuler",
    close: "Fermer",
    saving: "Enregistrement…",
    optional: "(facultatif)",
    notSaved: "Rien n’a été enregistré.",
    lookAtFields: "Vérifiez les champs signalés.",
    missing: (what) =>
      `Cette partie de la page n’est pas encore configurée\u202f: définissez ${f.list(what)} sur l’élément.`,
    lastKnown: "Vous voyez le dernier état connu.",
    errors: {
      unreachable: "Le serveur est injoignable. Rien n’a été modifié. Vérifiez votre connexion, puis réessayez.",
      "token-unavailable":
        "Cette page n’a pas pu vérifier votre identité. Rien n’a été modifié. Réessayez, ou reconnectez-vous.",
      "token-missing": "Aucune session n’est ouverte ici. Connectez-vous pour voir ces données.",
      "token-stale": "Votre session a expiré. Rien n’a été modifié. Reconnectez-vous pour continuer.",
      "token-invalid":
        "Votre session n’est pas valable ici. Reconnectez-vous, ou adressez-vous à votre administrateur.",
      forbidden:
        "Vous n’avez pas l’autorisation nécessaire. Rien n’a été modifié. Adressez-vous à un administrateur de cet espace de travail.",
      "workspace-not-found":
        "Cet espace de travail n’existe pas, ou vous n’y avez pas accès. Adressez-vous à un administrateur.",
      contended: "Trop de modifications à la fois. Rien n’a été modifié. Réessayez.",
      "internal-error": trouble,
      "seller-missing":
        "Aucune facture n’est émise ici\u202f: il n’y a donc pas d’adresse e-mail de facturation. Adressez-vous à votre prestataire.",
      "vat-id-missing": `Indiquez le n°\u00a0de TVA (${untaxed["reverse-charge"]}).`,
      "unexpected-answer": trouble,
    },
    noPermission: {
      members: "Vous n’avez pas accès aux membres de cet espace de travail. Demandez l’accès à un administrateur.",
      teams: "Vous n’avez pas accès aux équipes de cet espace de travail. Demandez l’accès à un administrateur.",
      billing: "Vous n’avez pas accès à la facturation de cet espace de travail. Demandez l’accès à un administrateur.",
    },

    // Lists
    cardLabel: (column) => `${column}\u202f: `,
    search: "Rechercher",
    show: "Afficher",
    perPage: "Lignes par page",
    previous: "Précédent",
    next: "Suivant",
    pages: "Pages",
    range: (from, to, total) => `${n(from)}–${n(to)} sur ${n(total)}`,
    actions: "Actions",
    select: (name) => `Sélectionner ${name}`,
    selectPage: "Tout sélectionner sur cette page",
    // Of members as of teams, whose gender is another.
    selected: (count) => `Sélection\u202f: ${n(count)}`,
    clearSelection: "Décocher",
    partly: (done, total, reason) => `Effectué pour ${n(done)} sur ${n(total)}. Les autres\u202f: ${reason}`,

    // Members
    figures: {
      members: "membres",
      active: "actifs",
      inactive: "inactifs",
      billed: (month, model) =>
        model === "user" ? `facturés pour ${f.month(month)}` : `équipes facturées pour ${f.month(month)}`,
    },
    billedPeople: (count, month, rule) => {
      const when = rule === "any-in-month" ? "à un moment ou un autre" : "au premier instant";
      return plural(count, {
        one: `${people(count)} a été dans une équipe active ${when} ${of(f.month(month))}.`,
        other: `${people(count)} ont été dans une équipe active ${when} ${of(f.month(month))}.`,
      });
    },
    billedTeams: (count, month, rule) => {
      const model =
        "Cet espace de travail est facturé par licence d’équipe\u202f: ce sont les équipes qui sont facturées, pas les personnes.";
      const when = rule === "any-in-month" ? "à un moment ou un autre" : "au premier instant";
      return plural(count, {
        one: `${model} ${teams(count)} a été active ${when} ${of(f.month(month))}.`,
        other: `${model} ${teams(count)} ont été actives ${when} ${of(f.month(month))}.`,
      });
    },
    endingPeople: (count, from) =>
      plural(count, {
        one: `${n(count)}\u00a0d’entre elles ne sera plus facturée à partir du ${date(from)}.`,
        other: `${n(count)}\u00a0d’entre elles ne seront plus facturées à partir du ${date(from)}.`,
      }),
    searchMembers: "Rechercher nom ou e-mail",
    filters: {
      all: "Tous",
      active: "Actifs",
      inactive: "Inactifs",
      removed: "Retirés",
    },
    anyTeam: "Toutes les équipes",
    teamFilter: "Équipe",
    columns: {
      name: "Nom",
      teams: "Équipes",
      status: "Statut",
      billed: "Facturation",
      joined: "Arrivée",
      team: "Équipe",
      members: "Membres",
      onlyThisTeam: "Licences dues à cette seule équipe",
      month: "Mois",
      licenses: "Licences",
      amount: "Montant HT",
      unit: "Prix unitaire",
      number: "Numéro",
      gross: "Montant TTC",
    },
    noTeams: "Aucune équipe",
    moreTeams: (shown, more) => [...shown, `+${n(more)}`].join(", "),
    archivedTeam: (name) => `${name} (archivée)`,
    status: {
      active: "Actif",
      inactive: "Inactif",
      inactiveSince: (instant) => `Inactif depuis le ${dayShort(instant)}`,
      removed: "Retiré",
      removedOn: (instant) => `Retiré le ${dayShort(instant)}`,
    },
    joined: (instant) => dayShort(instant),
    restorableUntil: (instant) => `Restaurable jusqu’au ${dayShort(instant)}`,
    notRestorable: "Les 30\u00a0jours pour restaurer sont passés",
    billed: {
      both: (current, next) => upper(f.list([f.month(current), f.month(next)])),
      freeFrom: (current, from) => `${upper(f.month(current))}, gratuit dès le ${dateShort(from)}`,
      from: (next) => `Dès ${f.month(next)}`,
      not: "Non facturé",
    },
    noMatch: "Aucun résultat pour cette recherche.",
    nobodyInactive: "Tout le monde est dans une équipe active.",
    nobodyRemoved: "Personne n’a été retiré.",
    clear: "Effacer la recherche et les filtres",

    // Why billed
    why: "Pourquoi\u202f?",
    whyLabel: (name) => `Pourquoi une licence est-elle facturée ou non pour ${name}\u202f?`,
    whyTitle: (name, billed) =>
      billed ? `Pourquoi une licence est facturée pour ${name}` : `Pourquoi aucune licence n’est facturée pour ${name}`,
    notPerPerson:
      "Cet espace de travail est facturé par licence d’équipe\u202f: ce sont les équipes qui sont facturées, pas les personnes. Ici, personne n’est facturé individuellement.",
    billedMark: (month) => `${upper(f.monthAndYear(month))}\u202f: facturé`,
    unbilledMark: (month) => `${upper(f.monthAndYear(month))}\u202f: non facturé`,
    billedFor: (month) => `Licence facturée pour ${f.monthAndYear(month)}`,
    notBilledFor: (month, rule) =>
      rule === "any-in-month"
        ? `Aucune licence facturée pour ${f.monthAndYear(month)}\u202f: dans aucune équipe active.`
        : `Aucune licence facturée pour ${f.monthAndYear(month)}\u202f: dans aucune équipe active au début du mois.`,
    spanDays: (team, from, to, cause) => {
      const first = day(from);
      const last = day(new Date(Date.parse(to) - 1).toISOString());
      // Both are in one month, which is named once.
      return first === last
        ? `dans l’équipe ${team} le ${first} (${cause})`
        : `dans l’équipe ${team} du ${first.replace(/\u00a0.*/u, "")} au ${last} (${cause})`;
    },
    spanWhole: (team, month, cause) => `dans l’équipe ${team} pendant tout le mois ${of(f.month(month))} (${cause})`,
    spanGoing: (team, from, cause) => `dans l’équipe ${team} depuis le ${day(from)} (${cause})`,
    causes: (what, by, at) =>
      ({
        "team-added": `équipe ajoutée par ${by} le ${dayAndTime(at)}`,
        "team-unarchived": `équipe désarchivée par ${by} le ${dayAndTime(at)}`,
        "team-archived": `équipe archivée par ${by} le ${dayAndTime(at)}`,
        "member-joined-team": `ajout à l’équipe par ${by} le ${dayAndTime(at)}`,
        "member-left-team": `sortie de l’équipe par ${by} le ${dayAndTime(at)}`,
        "member-removed": `retrait de l’espace de travail par ${by} le ${dayAndTime(at)}`,
      })[what],
    actors: { operator: "le prestataire", system: "le système" },
    oneLicense: "Une seule licence, quel que soit le nombre d’équipes.",
    freeFrom: (from) => `Plus aucune licence n’est facturée à partir du ${date(from)}.`,

    // Remove, restore
    removeOne: "Retirer…",
    removeOneLabel: (name) => `Retirer ${name}…`,
    removeTitle: (names) => `Retirer ${whichMembers(names)}\u202f?`,
    removeEffect: (names, days) =>
      names.length === 1
        ? `${names.join("")} perd l’accès dès que vous confirmez. Vous pouvez restaurer ce membre pendant ${n(days)}\u00a0jours\u202f; il ne sera alors dans aucune équipe.`
        : `Ces membres perdent l’accès dès que vous confirmez. Vous pouvez les restaurer pendant ${n(days)}\u00a0jours\u202f; ils ne seront alors dans aucune équipe.`,
    remove: "Retirer",
    removed: (names) =>
      names.length === 1
        ? `Le membre ${names.join("")} a été retiré.`
        : plural(names.length, {
            one: `${members(names.length)} a été retiré.`,
            other: `${members(names.length)} ont été retirés.`,
          }),
    restore: "Restaurer",
    restoreLabel: (name) => `Restaurer ${name}`,
    restored: (names) =>
      names.length === 1
        ? `Le membre ${names.join("")} a été restauré et a de nouveau accès, sans équipe.`
        : plural(names.length, {
            one: `${members(names.length)} a été restauré et a de nouveau accès, sans équipe.`,
            other: `${members(names.length)} ont été restaurés et ont de nouveau accès, sans équipe.`,
          }),

    removeInactive: "Retirer les membres inactifs…",
    removeInactiveNobodyTitle: "Retirer les membres inactifs",
    onlyProtected: "Il n’y a personne à retirer\u202f: les seuls membres inactifs ne sont pas retirés ainsi.",
    billUnchanged:
      "La facture ne change pas\u202f: une personne qui n’est dans aucune équipe active n’est pas facturée.",
    billUnchangedTeams: "La facture ne change pas\u202f: cet espace de travail est facturé par équipe, pas par membre.",
    stillBilled: (count, month) =>
      plural(count, {
        one: `${n(count)}\u00a0de ces membres a encore été actif en ${f.month(month)} et reste sur la facture ${of(f.month(month))}.`,
        other: `${n(count)}\u00a0de ces membres ont encore été actifs en ${f.month(month)} et restent sur la facture ${of(f.month(month))}.`,
      }),
    whoGoes: (count) => `Qui est retiré (${n(count)})`,
    whoStays: (count) => `Qui n’est pas retiré (${n(count)})`,
    inactiveSince: (instant, lastTeams) =>
      lastTeams.length === 0
        ? `inactif depuis le ${dayShort(instant)}`
        : `inactif depuis le ${dayShort(instant)} (avant\u202f: ${f.list(lastTeams)})`,
    neverActive: "jamais dans une équipe active",
    notRemoved: (name, reason) => (reason === "caller" ? `Vous, ${name}` : `${name} (propriétaire)`),
    typeNumber: (count) => `Saisissez ${count} pour confirmer`,
    typeNumberFirst: (count) => `Le bouton est disponible une fois que vous avez saisi ${count}.`,
    confirmRemove: (count) => `Retirer ${members(count)}`,
    removing: (count) => `Retrait ${of(members(count))}…`,
    listChanged: "La liste a changé depuis que vous l’avez ouverte. Personne n’a été retiré. Actualisez-la.",

    // Export
    exportOpen: "Exporter…",
    exportTitle: "Exporter les titulaires de licence",
    exportLead: "Les titulaires de licence qui sont facturés, et pourquoi, dans un fichier pour tout tableur.",
    allMonths: "Tous les mois",
    exportFormat: "Fichier",
    fileFormats: { csv: "CSV", xlsx: "Excel", pdf: "PDF", xml: "XML" },
    exportMonth: "Mois",
    exportConfirm: (format) => (format === "csv" ? "Télécharger en CSV" : "Télécharger en Excel"),
    exporting: "Préparation du fichier…",
    received: (bytes) => `Réception du fichier\u202f: déjà ${f.megabytes(bytes)}`,
    exported: (name) => `Le fichier ${name} a été téléchargé.`,
    exportLabel: (format, month) =>
      month === undefined
        ? `Exporter en ${format}\u202f: titulaires de licence de tous les mois`
        : `Exporter en ${format}\u202f: titulaires de licence ${of(f.monthAndYear(month))}`,
    // The count in front, since a narrow choice shows no more than the beginning.
    monthOption: (month, status, count) => {
      const beginning = `${upper(f.monthAndYear(month))}\u202f: ${licenses(count)}`;
      return {
        open: `${beginning} à ce jour`,
        ended: `${beginning}, pas encore clôturé`,
        closed: `${beginning}, clôturé`,
      }[status];
    },
    noMonths: "Il n’y a pas encore de mois à exporter.",

    // Preview
    beforeAfter: "Licences et montant avant et après, HT",
    now: "Maintenant",
    ifArchived: "Après",
    ifUnarchived: "Après",
    ifRemoved: "Après",
    noChange: "inchangé",
    change: (count, money) => {
      const difference = f.difference(count);
      return plural(Math.abs(count), {
        one: `${difference} licence, ${money}`,
        other: `${difference} licences, ${money}`,
      });
    },
    netAmounts: "Les montants sont HT.",

    // Teams
    teamFilters: { active: "Actives", archived: "Archivées" },
    teamStatus: {
      active: "Active",
      archived: "Archivée",
      archivedOn: (instant) => `Archivée le ${dayShort(instant)}`,
    },
    searchTeams: "Rechercher une équipe",
    archive: "Archiver…",
    archiveLabel: (name) => `Archiver ${name}…`,
    archiveTitle: (names) => `Archiver ${whichTeams(names)}\u202f?`,
    archiveMembers: (count, becoming) => {
      if (count === 0) return "Aucun membre n’en fait partie.";
      return becoming === 0
        ? "Tous les membres restent dans l’espace de travail et actifs\u202f: chacun est aussi dans une autre équipe active."
        : plural(becoming, {
            one: `Tous les membres restent dans l’espace de travail\u202f; ${n(becoming)}\u00a0d’entre eux n’est dans aucune autre équipe active et devient inactif.`,
            other: `Tous les membres restent dans l’espace de travail\u202f; ${n(becoming)}\u00a0d’entre eux ne sont dans aucune autre équipe active et deviennent inactifs.`,
          });
    },
    archiveTeamLicense: (count) =>
      plural(count, {
        one: "L’équipe elle-même est une licence, quel que soit son nombre de membres.",
        other: "Chaque équipe est une licence, quel que soit son nombre de membres.",
      }),
    archiveStays: (names, month, rule) => {
      const stays = `${upper(f.month(month))} ne change pas`;
      if (rule === "month-start") return `${stays}\u202f: c’est le début du mois qui compte.`;
      return names.length === 1
        ? `${stays}\u202f: l’équipe ${names.join("")} a été active ce mois-là.`
        : `${stays}\u202f: ces équipes ont été actives ce mois-là.`;
    },
    archiveUndo: "Les équipes archivées gardent leur historique. Vous pouvez les désarchiver à tout moment.",
    archiveConfirm: "Archiver",
    archived: (names) =>
      names.length === 1
        ? `L’équipe ${names.join("")} a été archivée.`
        : plural(names.length, {
            one: `${teams(names.length)} a été archivée.`,
            other: `${teams(names.length)} ont été archivées.`,
          }),
    unarchive: "Désarchiver…",
    unarchiveLabel: (name) => `Désarchiver ${name}…`,
    unarchiveTitle: (names) => `Désarchiver ${whichTeams(names)}\u202f?`,
    unarchiveMembers: (count, becoming) => {
      if (count === 0) return "Aucun membre n’en fait partie.";
      return becoming === 0
        ? "Tous les membres sont déjà actifs."
        : plural(becoming, {
            one: `${members(becoming)} est actuellement inactif et redevient actif.`,
            other: `${members(becoming)} sont actuellement inactifs et redeviennent actifs.`,
          });
    },
    unarchiveBilled: (count, month, isRunning) => {
      const again = plural(count, {
        one: `L’équipe compte de nouveau dès ${f.month(month)}.`,
        other: `Les équipes comptent de nouveau dès ${f.month(month)}.`,
      });
      return isRunning ? `${again} Il n’y a pas de prorata\u202f: ${f.month(month)} est facturé en entier.` : again;
    },
    unarchiveConfirm: "Désarchiver",
    unarchived: (names) =>
      names.length === 1
        ? `L’équipe ${names.join("")} est de nouveau active.`
        : plural(names.length, {
            one: `${teams(names.length)} est de nouveau active.`,
            other: `${teams(names.length)} sont de nouveau actives.`,
          }),
    noTeamArchived: "Aucune équipe n’est archivée.",
    noTeamActive: "Aucune équipe n’est active.",

    // Billing
    modelMeaning: (model, rule) => {
      const when = rule === "any-in-month" ? "à un moment ou un autre du mois" : "au début du mois";
      return model === "user"
        ? `Chaque personne qui est dans une équipe active ${when} est une licence.`
        : `Chaque équipe qui est active ${when} est une licence.`;
    },
    learnMore: "En savoir plus",
    modelRules: (model, rule, zone) => {
      const part =
        rule === "any-in-month"
          ? "Il n’y a pas de prorata\u202f: une licence qui prend fin au cours d’un mois est facturée pour ce mois et ne l’est plus à partir du suivant."
          : "Il n’y a pas de prorata\u202f: c’est le premier instant du mois qui compte.";
      const month = `Un mois va de son premier à son dernier instant dans le fuseau horaire ${zone}.`;
      return model === "user"
        ? [
            "Une personne est une seule licence, quel que soit le nombre d’équipes.",
            "Les membres qui ne sont dans aucune équipe active ne sont pas facturés.",
            part,
            month,
          ]
        : [
            "Une équipe est une licence, quel que soit son nombre de membres\u202f; une équipe sans membre compte aussi.",
            "Une équipe archivée pendant tout le mois n’est pas facturée.",
            part,
            month,
          ];
    },
    modelChange: (model, from) =>
      model === "user"
        ? `À partir du ${date(from)}, cet espace de travail est facturé par licence utilisateur.`
        : `À partir du ${date(from)}, cet espace de travail est facturé par licence d’équipe.`,
    zoneChange: (zone, from) => `À partir du ${date(from)}, les mois sont comptés dans le fuseau horaire ${zone}.`,
    soFar: (month) => `${upper(f.month(month))} à ce jour`,
    ifNothingChanges: (month) => `${upper(f.month(month))}, si rien ne change`,
    netOf: (tax) => {
      if (!tax) return "HT, TVA en sus";
      return tax.treatment === "standard"
        ? `HT, TVA ${f.percent(tax.ratePercent)} en sus`
        : `HT, sans TVA (${untaxed[tax.treatment]})`;
    },
    howComputed: "Comment est-ce calculé\u202f?",
    minimum: (minimum, used) =>
      plural(used, {
        one: `Minimum ${of(licenses(minimum))}, dont ${n(used)} utilisée.`,
        other: `Minimum ${of(licenses(minimum))}, dont ${n(used)} utilisées.`,
      }),
    total: "Total HT",
    freeLicenses: (count, from, model) =>
      model === "user"
        ? plural(count, {
            one: `${people(count)} ne sera plus facturée à partir du ${date(from)}.`,
            other: `${people(count)} ne seront plus facturées à partir du ${date(from)}.`,
          })
        : plural(count, {
            one: `${teams(count)} ne sera plus facturée à partir du ${date(from)}.`,
            other: `${teams(count)} ne seront plus facturées à partir du ${date(from)}.`,
          }),
    lastMonths: "Mois par mois",
    chart: "Licences par mois\u202f: les douze derniers, et le prochain si rien ne change",
    showTable: "Afficher sous forme de tableau",
    licensesOf: (count, model) =>
      model === "user" ? licenses(count) : counted(count, "licence d’équipe", "licences d’équipe"),
    monthInWords: (month, holders, net, status) => {
      const name = upper(f.monthAndYear(month));
      const words = {
        open: `${name} à ce jour\u202f: ${holders}, ${net} HT.`,
        ended: `${name}\u202f: ${holders}, ${net} HT. Le mois est terminé et pas encore clôturé.`,
        closed: `${name}\u202f: ${holders}, ${net} HT.`,
      };
      return status ? words[status] : `${name}, si rien ne change\u202f: ${holders}, ${net} HT.`;
    },
    monthStatus: { open: "En cours", ended: "Terminé, pas encore clôturé", closed: "Clôturé" },

    invoices: {
      title: "Factures",
      gross: "TTC",
      due: (unpaid, sum, overdue, overdueSum) => {
        const they = plural(unpaid, {
          one: `${counted(unpaid, "facture", "factures")} est`,
          other: `${counted(unpaid, "facture", "factures")} sont`,
        });
        if (overdue === unpaid) return `${they} en retard\u202f: ${sum}.`;
        return overdue > 0
          ? `${they} à régler\u202f: ${sum}, dont ${overdueSum} en retard.`
          : `${they} à régler\u202f: ${sum}.`;
      },
      download: (format, number) => `${number} en ${format}`,
      creditNote: (corrects) => `Avoir pour ${corrects}`,
      open: (due) => `À régler, échéance le ${dateShort(due)}`,
      overdue: (due) => `En retard, échéance le ${dateShort(due)}`,
      paid: (on) => (on === undefined ? "Réglée" : `Réglée le ${dateShort(on)}`),
      canceled: (creditNote) => (creditNote === undefined ? `Annulée` : `Annulée, voir ${creditNote}`),
      toPayBack: "À rembourser",
      paidBack: (on) => `Remboursé le ${dateShort(on)}`,
      settled: "Soldé",
      first: (month) => `La première facture arrive après la clôture ${of(f.monthAndYear(month))}.`,
      none: "Il n’y a pas encore de factures.",
      waiting: "Les factures attendent que les coordonnées de facturation soient complètes.",
      more: "Afficher plus",
      shown: (shown, total) =>
        plural(shown, {
          one: `${n(shown)} affichée sur ${n(total)}`,
          other: `${n(shown)} affichées sur ${n(total)}`,
        }),
    },
    mails: {
      sent: (instant, to) => `E-mail du ${dayShort(instant)} à ${to}`,
      sending: (to) => `E-mail en cours d’envoi à ${to}`,
      failed: (to, at, detail = "", retryAt) => {
        const failure = retryAt === undefined ? `E-mail non remis à ${to}` : `E-mail pas encore remis à ${to}`;
        const why = detail ? `${failure}\u202f: ${detail}` : failure;
        if (retryAt === undefined) return why;
        return f.day(retryAt) === f.day(at)
          ? `${why}. Nouvel essai à ${time(retryAt)}`
          : `${why}. Nouvel essai le ${dayAndTime(retryAt)}`;
      },
      open: "Envoyer…",
      title: (number, isAgain) => (isAgain ? `Renvoyer ${number}` : `Envoyer ${number}`),
      effect: (type, month, amount, to) =>
        type === "invoice"
          ? `La facture ${of(f.monthAndYear(month))}, d’un montant de ${amount}, est envoyée par e-mail en PDF à ${to}. C’est chaque fois le même document.`
          : `L’avoir ${of(f.monthAndYear(month))}, d’un montant de ${amount}, est envoyé par e-mail en PDF à ${to}. C’est chaque fois le même document.`,
      confirm: "Envoyer",
      done: (number, to) => `${number} est en cours d’envoi à ${to}.`,
    },
    mailbox: {
      title: "Adresse e-mail de facturation",
      used: "Les factures sont envoyées par e-mail en PDF à",
      unused: "Avec la licence d’équipe, les factures ne sont pas envoyées par e-mail. Téléchargez-les ci-dessus.",
      missing:
        "Aucune adresse e-mail n’est encore indiquée\u202f: les factures ne sont pas envoyées, mais peuvent être téléchargées ici.",
      open: "Modifier…",
      waiting: "En attente de confirmation",
      confirmed: "Confirmée",
      unconfirmed: "En attente",
      requested: (by, at, until) =>
        `Changement demandé par ${by} le ${dayAndTime(at)}. Les liens sont valables jusqu’au ${dayAndTime(until)}.`,
      above:
        "Tant que toutes les nouvelles adresses ne sont pas confirmées, les factures sont toujours envoyées aux adresses ci-dessus.",
      resend: "Renvoyer les liens",
      resent: (to) => `De nouveaux liens sont en cours d’envoi à ${to}.`,
      withdraw: "Retirer la demande",
      expired: (to) => `Le changement pour ${to} n’a pas été confirmé à temps\u202f; rien n’a changé.`,
      askAgain: "Redemander",
      withdrawn: "La demande a été retirée. L’adresse e-mail de facturation reste la même.",
      contact: "Les changements sont faits par la comptabilité du prestataire\u202f:",
      heading: "Modifier l’adresse e-mail de facturation",
      effect: (outcome, isSet, isWaiting) => {
        const replaces = isWaiting ? " Cette demande remplace celle qui est en attente de confirmation." : "";
        const kept = isSet
          ? " D’ici là, les adresses actuelles restent en vigueur et sont informées du changement."
          : "";
        const asked = `Chaque nouvelle adresse reçoit un lien valable 48\u00a0heures. Le changement prend effet dès que toutes sont confirmées.${kept}${replaces}`;
        return {
          none: asked,
          asked,
          now: `Aucune adresse n’est nouvelle\u202f: le changement prend effet tout de suite, et les adresses actuelles en sont informées.${replaces}`,
          withdrawn: "Ces adresses sont déjà en vigueur. La demande qui est en attente de confirmation est retirée.",
        }[outcome];
      },
      needed: "Indiquez au moins une adresse e-mail.",
      addresses: "Adresses e-mail",
      hint: (most) => `Une adresse par ligne, ${n(most)} au plus.`,
      tooMany: (most) => `Indiquez ${n(most)} adresses au plus.`,
      invalid: (address) => `«\u202f${address}\u202f» n’est pas une adresse e-mail.`,
      confirm: {
        none: "Modifier l’adresse",
        asked: "Demander confirmation",
        now: "Modifier maintenant",
        withdrawn: "Retirer la demande",
      },
      done: (to) => `Un lien de confirmation est en cours d’envoi à ${to}.`,
      now: (addresses) => `Les factures sont désormais envoyées à ${addresses}.`,
    },
    details: {
      title: "Coordonnées de facturation",
      open: "Modifier…",
      name: "Nom",
      address: "Adresse",
      line1: "Numéro et rue",
      line2: "Complément d’adresse",
      postalCode: "Code postal",
      city: "Ville",
      country: "Pays",
      vatId: "N°\u00a0de TVA",
      reference: "Votre référence",
      language: "Langue",
      northernIreland: "Irlande du Nord",
      tax: "TVA",
      none: "Non indiqué",
      missing: (what) => `Les factures attendent ces indications\u202f: ${f.list(what)}.`,
      missingFields: {
        customer: "nom et adresse",
        "customer.vatId": "n°\u00a0de TVA",
        tax: "régime de TVA (par le prestataire)",
        "price.currency": "un prix dans une autre devise (par le prestataire)",
      },
      charged: (tax) =>
        tax.treatment === "standard"
          ? `${f.percent(tax.ratePercent)}. Fixée par le prestataire.`
          : `Aucune (${untaxed[tax.treatment]}). Fixé par le prestataire.`,
      heading: "Modifier les coordonnées de facturation",
      effect: "Les prochaines factures seront adressées ainsi. Les factures déjà émises restent inchangées.",
      needed: "Nécessaire sur chaque facture.",
      vatIdDoubt: (country, prefix) =>
        `Cela ne correspond pas à l’adresse (${country}\u202f: ${prefix}). Si les deux sont justes, laissez-les ainsi.`,
      vatIdHint: "Par exemple FR12345678901.",
      referenceHint: "Figure sur chaque facture\u202f: un numéro de commande, ou une Leitweg-ID.",
      languageHint: "Des factures et des e-mails.",
      choose: "Choisissez un pays",
      confirm: "Enregistrer",
      done: "Les coordonnées de facturation ont été enregistrées.",
    },
  };
};
