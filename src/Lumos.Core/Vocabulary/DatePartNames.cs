namespace Lumos.Core.Vocabulary;

/// <summary>Headers of columns that hold one part of a date, folded.</summary>
internal static class DatePartNames
{
    /// <summary>Years.</summary>
    public static readonly string[] Years = ["year", "yr", "yyyy", "jahr", "annee", "ano", "anno"];

    /// <summary>Months.</summary>
    public static readonly string[] Months = ["month", "mon", "mo", "mm", "monat", "mois", "mes", "mese"];

    /// <summary>Days of a month.</summary>
    public static readonly string[] Days = ["day", "dy", "dd", "tag", "jour", "dia", "giorno"];
}
