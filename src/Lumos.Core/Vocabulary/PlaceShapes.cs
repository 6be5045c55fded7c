using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>What a name says about the kind of place it names: "Prešovský kraj" is a region whether a list holds it or not, and most people live where most tables are from.</summary>
internal static class PlaceShapes
{
    // Words for first-level divisions in the languages that write them beside the name; common knowledge.
    private static readonly FrozenSet<string> RegionWords = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "kraj", "oblast", "krai", "voivodeship", "wojewodztwo", "governorate", "province", "provincia", "provinz", "provincie", "region", "regione", "regiao", "lan", "fylke", "bundesland", "estado", "state", "prefecture", "wilaya", "zupanija", "megye", "maakunta", "apskritis",
            "область", "край", "республика", "sheng", "省", "州", "道", "vilayet", "canton", "kanton", "comunidad", "autonoma",
        ]);

    // Lands in rough boxes of degrees with how many tables of the world speak of them: south, north, west, east.
    private static readonly (double South, double North, double West, double East, double Weight)[] Lands =
    [
        (35, 71, -11, 32, 4), (24, 55, -125, -60, 4), (14, 33, -118, -86, 2), (-56, 14, -82, -34, 2), (6, 37, 68, 97, 2), (18, 46, 97, 146, 2), (-11, 24, 92, 127, 1.5), (-44, -10, 112, 179, 1.5), (-35, 16, -18, 48, 1), (16, 37, -17, 37, 1), (24, 42, 34, 63, 1), (42, 66, 32, 140, 1),
    ];

    /// <summary>Whether one of the words names a first-level division, and the others name it.</summary>
    public static bool IsRegion(ReadOnlySpan<char> value)
    {
        if (value.Length is < 6 or > 60 || value.ContainsAnyInRange('0', '9')) return false;
        int words = 0, kinds = 0;
        foreach (var range in value.Split(' '))
        {
            var word = value[range];
            if (word.Length == 0) continue;
            words++;
            if (RegionWords.Contains(TextFolding.Fold(word.ToString()))) kinds++;
        }

        return kinds > 0 && words is >= 2 and <= 6 && kinds < words;
    }

    /// <summary>How much speaks for a point of the earth: 0 for the sea and the emptiest lands.</summary>
    public static double Settled(double latitude, double longitude)
    {
        double most = 0;
        foreach (var (south, north, west, east, weight) in Lands)
        {
            if (latitude >= south && latitude <= north && longitude >= west && longitude <= east) most = Math.Max(most, weight);
        }

        return most;
    }
}
