using Lumos.Dsl.Model;

namespace Lumos.Dsl.Dates;

/// <summary>
/// Names of months and weekdays. The first spelling of a name is written, every one is read; the table is part of the language and does not
/// follow the machine's culture.
/// </summary>
/// <remarks>Everyday names as CLDR lists them for the stand-alone form, without the dots of abbreviations.</remarks>
internal sealed class DateNames
{
    private static readonly DateNames[] Table =
    [
        new(
            "January February March April May June July August September October November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
            "Mon Tue Wed Thu Fri Sat Sun"),
        new(
            "Januar/Jänner Februar/Feber März April Mai Juni Juli August September Oktober November Dezember",
            "Jan/Jän Feb Mär/Mrz Apr Mai Jun Jul Aug Sep/Sept Okt Nov Dez",
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag/Sonnabend Sonntag",
            "Mo Di Mi Do Fr Sa So"),
        new(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv févr mars avr mai juin juil août sept oct nov déc",
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "lun mar mer jeu ven sam dim"),
        new(
            "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
            "ene feb mar abr may jun jul ago sep/sept oct nov dic",
            "lunes martes miércoles jueves viernes sábado domingo",
            "lun mar mié jue vie sáb dom"),
        new(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "gen feb mar apr mag giu lug ago set/sett ott nov dic",
            "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            "lun mar mer gio ven sab dom"),
        new(
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan feb mrt apr mei jun jul aug sep/sept okt nov dec",
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            "ma di wo do vr za zo"),
        new(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "jan fev mar abr mai jun jul ago set out nov dez",
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
            "seg ter qua qui sex sáb dom"),
    ];

    /// <summary>Jan to Dec, which <c>MON</c> of the core reads and writes.</summary>
    public static IReadOnlyList<string> ShortMonths { get; } = [.. Table[0]._shortMonths.Select(static names => names[0])];

    private readonly string[][] _months;
    private readonly string[][] _shortMonths;
    private readonly string[][] _weekdays;
    private readonly string[][] _shortWeekdays;

    private DateNames(string months, string shortMonths, string weekdays, string shortWeekdays)
    {
        _months = Split(months);
        _shortMonths = Split(shortMonths);
        _weekdays = Split(weekdays);
        _shortWeekdays = Split(shortWeekdays);
    }

    /// <summary>The spellings of each name a token reads, in order: January or Monday first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(DateToken token, DateLanguage language)
    {
        var names = Table[(int)language];
        return token switch
        {
            DateToken.MonthFullName => names._months,
            DateToken.MonthName => names._shortMonths,
            DateToken.WeekdayName => names._weekdays,
            DateToken.WeekdayShortName => names._shortWeekdays,
            _ => throw new ArgumentOutOfRangeException(nameof(token)),
        };
    }

    /// <summary>Every character that counts as this letter of a name: those the case table gives the same lower-case form, in English of ASCII only.</summary>
    public static string AnyCase(char letter, DateLanguage language)
    {
        var lower = char.ToLowerInvariant(letter);
        var other = lower switch
        {
            'i' when language != DateLanguage.English => "\u0130",
            'k' when language != DateLanguage.English => "\u212A",
            _ => "",
        };
        return lower.ToString() + char.ToUpperInvariant(lower) + other;
    }

    private static string[][] Split(string names) => Array.ConvertAll(names.Split(' '), name => name.Split('/'));
}
