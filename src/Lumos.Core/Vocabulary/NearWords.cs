using System.Globalization;

namespace Lumos.Core.Vocabulary;

/// <summary>Words of column names that are asked for beside each other's without meaning the same. Immutable.</summary>
internal sealed class NearWords
{
    private readonly Dictionary<(string, string), double> _near = [];

    private NearWords()
    {
        foreach (var line in WordLists.ReadLines("near_words.txt"))
        {
            var parts = line.Split(' ');
            var near = double.Parse(parts[0], CultureInfo.InvariantCulture);
            for (var i = 1; i < parts.Length; i++)
            {
                for (var j = 1; j < parts.Length; j++) _near[(parts[i], parts[j])] = Math.Max(near, _near.GetValueOrDefault((parts[i], parts[j])));
            }
        }
    }

    /// <summary>The list that travels in the assembly.</summary>
    public static NearWords Default { get; } = new();

    /// <summary>How near two words are, 0 for strangers.</summary>
    public double Of(string a, string b) => _near.GetValueOrDefault((a, b));
}
