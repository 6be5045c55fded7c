namespace Lumos.Dsl.Units;

/// <summary>
/// Names and signs people write for units, and the UCUM code each stands for. The acre is 4840 square yards, the British
/// thermal unit and the calorie are the thermochemical ones as in UCUM, a year is 365.25 days and a month a twelfth of it (UCUM <c>a</c>, <c>mo</c>).
/// </summary>
internal static class UnitSpellings
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["meter"] = "m", ["metre"] = "m", ["meters"] = "m", ["metres"] = "m", ["kilometer"] = "km", ["kilometre"] = "km", ["centimeter"] = "cm", ["centimetre"] = "cm",
        ["millimeter"] = "mm", ["millimetre"] = "mm", ["inch"] = "[in_i]", ["inches"] = "[in_i]", ["foot"] = "[ft_i]", ["feet"] = "[ft_i]", ["yard"] = "[yd_i]", ["yards"] = "[yd_i]",
        ["mile"] = "[mi_i]", ["miles"] = "[mi_i]", ["nmi"] = "[nmi_i]", ["nautical_mile"] = "[nmi_i]",
        ["gram"] = "g", ["grams"] = "g", ["kilogram"] = "kg", ["kilograms"] = "kg", ["milligram"] = "mg", ["microgram"] = "ug", ["mcg"] = "ug", ["µg"] = "ug", ["μg"] = "ug",
        ["tonne"] = "t", ["pound"] = "[lb_av]", ["pounds"] = "[lb_av]", ["lbs"] = "[lb_av]", ["ounce"] = "[oz_av]", ["ounces"] = "[oz_av]", ["stone"] = "[stone_av]",
        ["liter"] = "L", ["litre"] = "L", ["liters"] = "L", ["litres"] = "L", ["milliliter"] = "mL", ["millilitre"] = "mL", ["µl"] = "uL", ["µL"] = "uL", ["cc"] = "cm3",
        ["gallon"] = "[gal_us]", ["gal"] = "[gal_us]", ["quart"] = "[qt_us]", ["pint"] = "[pt_us]", ["cup"] = "[cup_us]", ["fl_oz"] = "[foz_us]", ["tbsp"] = "[tbs_us]", ["tsp"] = "[tsp_us]",
        ["sec"] = "s", ["second"] = "s", ["seconds"] = "s", ["minute"] = "min", ["minutes"] = "min", ["hour"] = "h", ["hours"] = "h", ["hr"] = "h", ["day"] = "d", ["days"] = "d",
        ["week"] = "wk", ["weeks"] = "wk", ["month"] = "mo", ["months"] = "mo", ["year"] = "a", ["years"] = "a", ["yr"] = "a",
        ["celsius"] = "Cel", ["°C"] = "Cel", ["degC"] = "Cel", ["fahrenheit"] = "[degF]", ["°F"] = "[degF]", ["degF"] = "[degF]", ["kelvin"] = "K",
        ["byte"] = "By", ["bytes"] = "By", ["bits"] = "bit", ["kB"] = "kBy", ["MB"] = "MBy", ["GB"] = "GBy", ["TB"] = "TBy", ["KiB"] = "KiBy", ["MiB"] = "MiBy", ["GiB"] = "GiBy", ["TiB"] = "TiBy",
        ["m²"] = "m2", ["m³"] = "m3", ["sqm"] = "m2", ["sqft"] = "[sft_i]", ["ha"] = "har", ["hectare"] = "har", ["acre"] = "4840.[syd_i]", ["acres"] = "4840.[syd_i]",
        ["km/h"] = "km/h", ["kph"] = "km/h", ["kmh"] = "km/h", ["mph"] = "[mi_i]/h", ["knot"] = "[kn_i]", ["kn"] = "[kn_i]",
        ["mmHg"] = "mm[Hg]", ["psi"] = "[psi]", ["atm"] = "atm", ["kWh"] = "kW.h", ["Wh"] = "W.h", ["kcal"] = "kcal", ["hp"] = "[HP]", ["rpm"] = "/min", ["bpm"] = "/min",
        ["percent"] = "%", ["ppm"] = "[ppm]", ["degree"] = "deg", ["degrees"] = "deg", ["°"] = "deg",
    };

    /// <summary>The UCUM code a name stands for, or null.</summary>
    public static string? CodeOf(string name) => Codes.TryGetValue(name, out var code) ? code : null;

    /// <summary>Every name.</summary>
    public static IEnumerable<string> All => Codes.Keys;
}
