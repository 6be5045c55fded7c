using System.Text;
using System.Text.RegularExpressions;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>How footers begin: totals and notes, in the languages open data is published in.</summary>
internal static partial class CsvFooterWords
{
    /// <summary>Whether a cell labels a row of totals.</summary>
    public static bool IsTotal(ReadOnlySpan<byte> cell) => cell.Length is > 2 and < 40 && TotalPattern().IsMatch(Encoding.UTF8.GetString(cell));

    /// <summary>Whether a cell begins with the word for a total and goes on with its number.</summary>
    public static bool IsTotalWithNumber(ReadOnlySpan<byte> cell) => cell.Length is > 4 and < 80 && TotalNumberPattern().IsMatch(Encoding.UTF8.GetString(cell));

    /// <summary>Whether a cell is the total of something named (<c>Account Total</c>), which is also how a row of a statistic may begin.</summary>
    public static bool IsNamedTotal(ReadOnlySpan<byte> cell) => cell.Length is > 6 and < 40 && NamedTotalPattern().IsMatch(Encoding.UTF8.GetString(cell));

    /// <summary>Whether a cell labels a row of statistics; only meaningful over a column of values.</summary>
    public static bool IsStatistic(ReadOnlySpan<byte> cell) => cell.Length is > 2 and < 40 && StatisticPattern().IsMatch(Encoding.UTF8.GetString(cell));

    /// <summary>Whether a cell is a note about the table rather than a value of it.</summary>
    public static bool IsNote(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 0 or > 2000) return false;
        var text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 200)]);
        return NotePattern().IsMatch(text) || CountPattern().IsMatch(text);
    }

    [GeneratedRegex(@"^\s*(grand\s+|sub-?\s*)?(total|totals|sum|overall|gesamt|gesamtsumme|summe|insgesamt|zwischensumme|totale|totaal|totaux|total\s+g[e\u00e9]n[e\u00e9]ral|suma|razem|ogó\u0142em|summa|yhteens\u00e4|i alt|celkem|\u0438\u0442\u043e\u0433\u043e|\u0432\u0441\u0435\u0433\u043e|\u5408\u8ba1|\u5408\u8a08|\u603b\u8ba1)\b\s*:?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TotalPattern();

    [GeneratedRegex(@"^\s*(grand\s+)?(total|totals|gesamt|summe|insgesamt|totale|totaal|suma|razem|summa)\b[^\p{L}\d]*\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TotalNumberPattern();

    [GeneratedRegex(@"^\s*\p{L}+(\s+\p{L}+)?\s+(total|totals|gesamt|totale|totaal)\s*:?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedTotalPattern();

    [GeneratedRegex(@"^\s*(min|max|minimum|maximum|mean|average|avg|median|std\.?( ?dev\.?)?|stdev|variance|count|n|durchschnitt|mittelwert|mittel|moyenne|media|promedio|gemiddelde|medel|\u015brednia)\b\s*[.:]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StatisticPattern();

    [GeneratedRegex(@"^\s*[*(\[#]*\s*(source|sources|please note|note|notes|notice|footnote|n\.?b\.?|disclaimer|copyright|\u00a9|generated|created (on|by|at)|exported|export(iert)? (am|date|on)|printed|report (generated|run|date)|run date|last (updated|modified|refreshed)|data (as of|from|source|provided)|as of|end of (file|report|data|list)|eof|continued|legend|key:|quelle|hinweis|anmerkung|stand:|stand \d|fuente|nota|notas|fonte|bron|opmerking|zdroj|\u017ar\u00f3d\u0142o|k\u00e4lla|kilde|l\u00e4hde|\u0438\u0441\u0442\u043e\u0447\u043d\u0438\u043a|\u043f\u0440\u0438\u043c\u0435\u0447\u0430\u043d\u0438\u0435|erstellt (am|von)|remarque)\b\s*([:.,\-\u2013]|\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotePattern();

    [GeneratedRegex(@"^\s*[(\[]?\s*(\d[\d,. ]*\s+(rows?|records?|lines?|entries|results?|items?|zeilen|datens\u00e4tze|filas|registros|lignes|righe|rader|wiersz\w*)\b.*|((total\s+)?(rows?|records?|number of (rows|records|entries))|record count|row count|count|anzahl( zeilen| datens\u00e4tze)?)\s*[:=]\s*\d[\d,. ]*)\s*[)\]]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CountPattern();
}
