namespace Lumos.Core.Pii;

/// <summary>Rule tables that travel in the assembly, beside the code that reads them.</summary>
internal static class RuleData
{
    /// <summary>Lines of a table without comments and blank ones.</summary>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(RuleData).Assembly.GetManifestResourceStream("Lumos.Core.Pii.Data." + name)
            ?? throw new ArgumentException($"There is no table '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }
}
