namespace Lumos.Core.Analysis.Duplicates;

/// <summary>A column that may say who or what a row is.</summary>
/// <param name="Name">Name as the source spells it.</param>
/// <param name="Domain">What it means; null when that is not known.</param>
internal sealed record FieldCandidate(string Name, string? Domain);

/// <summary>A column that is compared.</summary>
/// <param name="Column">Its place.</param>
/// <param name="Role">What it says.</param>
internal sealed record DuplicateField(int Column, FieldRole Role);

/// <summary>Chooses the columns rows are compared by; however wide the table is, they are few.</summary>
internal static class DuplicateFields
{
    private const int MostOfARole = 6;

    /// <summary>Longer texts tell a story, not a name.</summary>
    private const int LongestValue = 120;

    /// <summary>Below this share of filled rows a column says too little.</summary>
    private const double LeastFilled = 0.05;


    private const int MostLooked = 5000;

    /// <summary>Share of different values that makes a column of words a name.</summary>
    private const double LeastTelling = 0.1;

    /// <summary>The fields; none when the rows do not say who or what they are.</summary>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="values">Some values by column.</param>
    public static IReadOnlyList<DuplicateField> Choose(IReadOnlyList<FieldCandidate> columns, IReadOnlyList<IReadOnlyList<string?>> values)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        List<(DuplicateField Field, double Telling)> fields = [];
        (DuplicateField Field, double Telling)? wordy = null;
        for (var c = 0; c < columns.Count; c++)
        {
            var role = FieldRoles.Of(columns[c].Name, columns[c].Domain);
            var filled = values[c].Take(MostLooked).Where(static value => !string.IsNullOrWhiteSpace(value)).ToList();
            if (filled.Count < Math.Min(values[c].Count, MostLooked) * LeastFilled || filled.Count == 0) continue;
            if (filled.Average(static value => (double)value!.Length) > LongestValue) continue;
            var different = filled.Distinct(StringComparer.OrdinalIgnoreCase).Count();
            if (different == 1) continue;
            var telling = (double)different / Math.Max(1, Math.Min(values[c].Count, MostLooked));
            if (role != FieldRole.None) fields.Add((new DuplicateField(c, role), telling));
            else if (telling >= LeastTelling && (wordy is null || telling > wordy.Value.Telling) && filled.Count(IsWordy) * 10 >= filled.Count * 8) wordy = (new DuplicateField(c, FieldRole.Name), telling);
        }

        // A clinic's name under the header "clinic": the column of words that tells rows apart best.
        if (wordy is { } name && fields.Count > 0 && !fields.Exists(static field => field.Field.Role == FieldRole.Name)) fields.Add(name);

        var chosen = fields.GroupBy(static field => field.Field.Role).SelectMany(static group => group.OrderByDescending(static field => field.Telling).ThenBy(static field => field.Field.Column).Take(MostOfARole)).Select(static field => field.Field).OrderBy(static field => field.Column).ToList();

        // A city alone says where many things are.
        return chosen.Exists(static field => field.Role is FieldRole.Name or FieldRole.Contact) ? chosen : [];
    }

    private static bool IsWordy(string? value) => value is { Length: >= 4 } && value.AsSpan().Trim().Contains(' ') && value.Count(char.IsLetter) * 10 >= value.Length * 7;
}
