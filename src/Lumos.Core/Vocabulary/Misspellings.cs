namespace Lumos.Core.Vocabulary;

/// <summary>Words that headers of tables of persons and trade use most, known with a letter too few, too many or two of them swapped.</summary>
internal static class Misspellings
{
    private const int Shortest = 6;

    private static readonly string[] Meant =
    [
        "password", "address", "telephone", "username", "surname", "birthday", "birthdate", "customer", "employee", "passport", "nationality", "occupation", "quantity", "category", "description",
        "country", "latitude", "longitude", "license", "registration", "department", "insurance", "identification", "religion", "diagnosis", "medication", "prescription", "reference", "comment", "patient", "receiver", "recipient",
    ];

    /// <summary>The word that was meant; null when none is that near. Ask for words only that no list knows.</summary>
    public static string? Of(string word)
    {
        if (word.Length < Shortest) return null;
        foreach (var meant in Meant)
        {
            if (word[0] == meant[0] && word[^1] == meant[^1] && Math.Abs(word.Length - meant.Length) <= 1 && WordDistance.Edits(word, meant, 1) == 1) return meant;
        }

        return null;
    }
}
