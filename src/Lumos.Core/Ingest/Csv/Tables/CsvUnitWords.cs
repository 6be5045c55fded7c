using System.Collections.Frozen;
using System.Text;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Recognises cells of a units row under a header.</summary>
internal static class CsvUnitWords
{
    private static readonly FrozenSet<string> Units = (
        "m mm cm km \u00b5m nm ft in mi yd kg g mg \u00b5g ug lb lbs oz t s sec secs seconds ms \u00b5s us ns min mins h hr hrs hours d days a years v mv kv a ma \u00b5a w kw mw wh kwh mwh hz khz mhz ghz "
        + "pa hpa kpa mpa bar mbar psi c \u00b0c degc deg_c f \u00b0f degf k deg degrees \u00b0 rad % pct percent ppm ppb j kj cal kcal n nm mol mmol l ml \u00b5l m/s km/h mph knots kn kt m2 m\u00b2 m3 m\u00b3 km2 km\u00b2 ha acres "
        + "m/s2 m/s^2 w/m2 w/m\u00b2 \u00b5g/m3 \u00b5g/m\u00b3 ug/m3 mg/l g/l mol/l db dba lux lx ohm \u03c9 uv \u00b5v cm-1 utc usd eur gbp $ \u20ac \u00a3 # count counts date time number text string integer float dimensionless unitless none - au anzahl nombre n\u00famero numero antal liczba a.u. yyyy-mm-dd dd/mm/yyyy hh:mm:ss hh:mm")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsUnit(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 0 or > 24) return false;
        var text = Encoding.UTF8.GetString(cell).Trim();
        if (text.Length > 2 && ((text[0] == '(' && text[^1] == ')') || (text[0] == '[' && text[^1] == ']')))
        {
            return text.Length <= 14 || (text[0] == '[' && !text.Contains(' ', StringComparison.Ordinal));
        }

        return Units.Contains(text.ToLowerInvariant());
    }
}
