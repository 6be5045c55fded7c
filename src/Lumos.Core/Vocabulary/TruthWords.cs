namespace Lumos.Core.Vocabulary;

/// <summary>Words that answer a question with yes or no.</summary>
internal static class TruthWords
{
    /// <summary>Pairs as one column holds them, folded: yes, then no.</summary>
    public static readonly string[][] Pairs =
    [
        ["true", "false"], ["yes", "no"], ["y", "n"], ["t", "f"], ["1", "0"], ["on", "off"], ["ja", "nein"], ["j", "n"], ["oui", "non"], ["o", "n"], ["si", "no"], ["s", "n"], ["sim", "nao"], ["vero", "falso"], ["v", "f"],
        ["wahr", "falsch"], ["ja", "nee"], ["ja", "nej"], ["ja", "nei"], ["tak", "nie"], ["ano", "ne"], ["igen", "nem"], ["kylla", "ei"], ["da", "nu"], ["da", "ne"], ["evet", "hayir"], ["nai", "ochi"],
    ];

    /// <summary>Letters and words that mean yes and no where a column is known to say so; elsewhere they may mean anything.</summary>
    public static readonly string[][] MorePairs =
    [
        ["t", "n"], ["a", "n"], ["d", "n"], ["e", "h"], ["k", "e"], ["p", "f"], ["pass", "fail"], ["success", "failure"], ["success", "fail"], ["succeeded", "failed"], ["enabled", "disabled"], ["active", "inactive"], ["aktiv", "inaktiv"],
        ["actif", "inactif"], ["activo", "inactivo"], ["attivo", "inattivo"], ["ativo", "inativo"], ["live", "dead"], ["alive", "deceased"], ["present", "absent"], ["paid", "unpaid"], ["opt in", "opt out"], ["positive", "negative"],
    ];

    /// <summary>What means yes alone, as it is written in lower case; a letter that stands for another word elsewhere is not among them.</summary>
    public static readonly string[] Yes = ["yes", "y", "true", "t", "1", "on", "ja", "j", "oui", "s\u00ed", "si", "s\u00ec", "sim", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar"];

    /// <summary>What means no alone.</summary>
    public static readonly string[] No = ["no", "n", "false", "f", "0", "off", "nein", "non", "n\u00e3o", "nao", "nee", "falsch", "faux", "falso", "onwaar"];

    /// <summary>The pair all values of a column are of, yes first; null for none.</summary>
    /// <param name="values">Values.</param>
    /// <param name="known">Whether the column is known to say yes or no.</param>
    public static (string Yes, string No)? PairOf(IEnumerable<string> values, bool known)
    {
        var distinct = values.Select(TextFolding.Fold).Distinct(StringComparer.Ordinal).Take(3).ToList();
        if (distinct.Count is 0 or > 2) return null;
        var pair = Pairs.Concat(known ? MorePairs : []).FirstOrDefault(p => distinct.TrueForAll(p.Contains));
        return pair is null ? null : (pair[0], pair[1]);
    }

    /// <summary>Whether all values are spellings of a truth value as programs write it, so that reading them is a cast and no dictionary.</summary>
    public static bool ArePlain(IEnumerable<string> values) => values.All(static v => v.Trim().ToLowerInvariant() is "true" or "false" or "1" or "0");
}
