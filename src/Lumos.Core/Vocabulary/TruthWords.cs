namespace Lumos.Core.Vocabulary;

/// <summary>Words that answer a question with yes or no.</summary>
internal static class TruthWords
{
    /// <summary>Pairs as one column holds them, folded; the order of a pair does not matter.</summary>
    public static readonly string[][] Pairs =
    [
        ["true", "false"], ["yes", "no"], ["y", "n"], ["t", "f"], ["1", "0"], ["on", "off"], ["ja", "nein"], ["j", "n"], ["oui", "non"], ["o", "n"], ["si", "no"], ["s", "n"], ["sim", "nao"], ["vero", "falso"], ["v", "f"],
        ["wahr", "falsch"], ["ja", "nee"], ["ja", "nej"], ["ja", "nei"], ["tak", "nie"], ["ano", "ne"], ["igen", "nem"], ["kylla", "ei"], ["da", "nu"], ["da", "ne"], ["evet", "hayir"], ["nai", "ochi"],
    ];

    /// <summary>What means yes alone, as it is written in lower case; a letter that stands for another word elsewhere is not among them.</summary>
    public static readonly string[] Yes = ["yes", "y", "true", "t", "1", "on", "ja", "j", "oui", "s\u00ed", "si", "s\u00ec", "sim", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar"];

    /// <summary>What means no alone.</summary>
    public static readonly string[] No = ["no", "n", "false", "f", "0", "off", "nein", "non", "n\u00e3o", "nao", "nee", "falsch", "faux", "falso", "onwaar"];
}
