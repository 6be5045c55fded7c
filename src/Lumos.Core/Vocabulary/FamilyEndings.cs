namespace Lumos.Core.Vocabulary;

/// <summary>Ends that family names of some languages have, for those no list holds.</summary>
internal static class FamilyEndings
{
    private const int ShortestName = 6, ShortestStem = 3;

    private static readonly string[] Ends =
    [
        "ski", "ska", "wicz", "czyk", "vic", "dottir", "dottur", "sson", "ssen", "rsen", "nsen", "dsen", "poulos", "idis", "akis", "oglu", "shvili", "adze", "escu", "inen", "strom", "qvist", "quist", "gren", "mann", "enko", "chuk", "ova", "kov", "nov", "rov", "mov", "lov", "sov", "yev", "dev",
        "nyan", "ryan", "syan", "iev", "ndez", "rtez", "rez", "nez", "etti", "elli", "ucci", "cchi", "rini", "nini", "lini", "meyer", "meier", "bauer", "stein", "thaler", "huber", "fsson", "derson", "terson", "nson", "kson", "lsson",
        "auskas", "inskas", "vicius", "iene", "aite", "iute", "opoulou", "ashvili", "adottir",
        "енко", "йчук", "ович", "евич", "овна", "евна", "івна", "ков", "кова", "нов", "нова", "ров", "рова", "лов", "лова", "мов", "мова", "сов", "сова", "вић", "ијев", "аев", "аева", "иев", "иева", "швили", "адзе",
        "πουλος", "ίδης", "ιδης", "άκης", "ακης", "όπουλος", "οπούλου", "შვილი", "აძე", "յան",
    ];

    private static readonly Dictionary<char, string[]> ByLastLetter = Ends.GroupBy(static e => e[^1]).ToDictionary(static g => g.Key, static g => g.ToArray());

    /// <summary>Whether a folded word ends the way family names of some languages do.</summary>
    public static bool Fit(ReadOnlySpan<char> folded)
    {
        if (folded.Length < ShortestName) return false;
        foreach (var end in ByLastLetter.GetValueOrDefault(folded[^1], []))
        {
            if (folded.EndsWith(end) && folded.Length >= end.Length + ShortestStem) return true;
        }

        return false;
    }
}
