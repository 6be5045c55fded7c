using System.Collections.Frozen;
using System.Text;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Words that name columns, in the languages open data is published in.</summary>
internal static class CsvHeaderWords
{
    private static readonly FrozenSet<string> Words = (
        "id ids name names column date time datetime timestamp code codes type types value values amount price cost total year month day week hour city town country state county province region district "
        + "address street zip postcode postal phone tel telephone fax mobile email mail status description desc title category class count number no nr num nbr qty quantity unit units lat latitude lon long lng longitude "
        + "firstname lastname surname forename gender sex age birth dob url link website web comment comments note notes remarks key label group rank score percent pct percentage rate ratio start end from to begin finish "
        + "index idx row line record ref reference version source target level grade department dept company organisation organization supplier vendor customer client account balance currency invoice order product item sku "
        + "model brand color colour size weight height width length depth area volume speed temperature temp humidity pressure wind rain station sensor reading voltage current power energy frequency duration "
        + "destination purpose minister organisation supplier merchant narrative directorate service contract project programme programs program course student teacher patient doctor drug dose visit admission diagnosis procedure vehicle make "
        + "engine fuel mileage route stop trip origin carrier flight arrival departure delay fare vendor brand seller buyer listing rent bedrooms bathrooms sqft floor rooms agent host guest booking room hotel restaurant cuisine menu ingredient recipe "
        + "calories author isbn publisher title edition pages publication journal doi abstract keyword track artist album song movie director actor rating votes review score team league home away goals assists wins losses draws match winner "
        + "party candidate votes seats constituency turnout election precinct ward parish postcode easting northing latitude longitude crs feature object fid gid oid guid uuid hash checksum size bytes mime extension filename directory url domain ip host port protocol method "
        + "request response status agent referrer session event action severity level logger thread message exception duration latency cpu memory disk load node cluster pod image tag version release build commit branch issue ticket priority assignee reporter resolution "
        + "min max mean median avg average std sum change variable measure indicator series period quarter population male female language text content author user username password role tags tag keyword file path "
        + "x y z easting northing geometry geom elevation altitude depth species genus family result results test sample subject method material location place site venue school hospital team player season position points "
        + "expense expenditure entity transaction payment paid net gross vat tax budget actual forecast plan open high low close symbol created updated modified deleted active enabled flag is has "
        + "nom prenom pr\u00e9nom ville pays adresse rue commune departement d\u00e9partement libelle libell\u00e9 montant prix annee ann\u00e9e mois jour heure numero num\u00e9ro valeur "
        + "datum uhrzeit zeit betrag preis menge anzahl ort plz stra\u00dfe strasse land vorname nachname nummer wert einheit bezeichnung beschreibung buchungstag buchung valuta w\u00e4hrung waehrung "
        + "verwendungszweck empf\u00e4nger auftraggeber konto kontonummer iban bic saldo umsatz kunde artikel jahr monat tag gemeinde kreis bundesland "
        + "fecha hora nombre apellido apellidos importe precio cantidad ciudad pais pa\u00eds provincia municipio codigo c\u00f3digo direccion direcci\u00f3n descripcion descripci\u00f3n concepto a\u00f1o ano mes dia d\u00eda valor tipo estado telefono tel\u00e9fono entidad "
        + "nome cognome data ora citta citt\u00e0 comune regione indirizzo importo prezzo quantita quantit\u00e0 codice descrizione anno mese giorno cidade endereco endere\u00e7o pre\u00e7o quantidade descri\u00e7\u00e3o "
        + "naam voornaam achternaam plaats straat bedrag prijs aantal omschrijving jaar maand dag rekening gemeente land "
        + "imi\u0119 nazwisko miasto ulica kwota cena ilo\u015b\u0107 opis rok miesi\u0105c dzie\u0144 nazwa kod wojew\u00f3dztwo "
        + "namn f\u00f6rnamn efternamn stad belopp pris antal beskrivning \u00e5r m\u00e5nad navn by bel\u00f8b bel\u00f8p dato kommune fylke "
        + "jm\u00e9no p\u0159\u00edjmen\u00ed m\u011bsto \u010d\u00e1stka popis n\u00e1zev rok "
        + "\u0434\u0430\u0442\u0430 \u0432\u0440\u0435\u043c\u044f \u0438\u043c\u044f \u0444\u0430\u043c\u0438\u043b\u0438\u044f \u0433\u043e\u0440\u043e\u0434 \u0430\u0434\u0440\u0435\u0441 \u0441\u0443\u043c\u043c\u0430 \u0446\u0435\u043d\u0430 \u043a\u043e\u0434 "
        + "\u043d\u0430\u0438\u043c\u0435\u043d\u043e\u0432\u0430\u043d\u0438\u0435 \u043d\u0430\u0437\u0432\u0430\u043d\u0438\u0435 \u043a\u043e\u043b\u0438\u0447\u0435\u0441\u0442\u0432\u043e \u0433\u043e\u0434 \u043c\u0435\u0441\u044f\u0446 \u043d\u043e\u043c\u0435\u0440 \u0442\u0438\u043f")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Ideographs =
        ("\u540d\u524d \u6c0f\u540d \u59d3\u540d \u4f4f\u6240 \u65e5\u4ed8 \u756a\u53f7 \u540d\u79f0 \u540d\u7a31 \u65e5\u671f \u65f6\u95f4 \u6642\u9593 \u91d1\u989d \u91d1\u984d \u7f16\u53f7 \u7de8\u865f \u5730\u5740 \u6570\u91cf \u6578\u91cf "
        + "\u4ef7\u683c \u50f9\u683c \u7c7b\u578b \u985e\u578b \u72b6\u6001 \u72c0\u614b \u4ee3\u7801 \u30b3\u30fc\u30c9 \u96fb\u8a71 \u7535\u8bdd \uc774\ub984 \ub0a0\uc9dc \uc8fc\uc18c \ubc88\ud638 \uae08\uc561 \uc77c\uc790 \uba85\uce6d \ucf54\ub4dc")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a cell holds such a word, alone or as a part of a short name.</summary>
    public static bool Matches(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 0 or > 60) return false;
        var text = Encoding.UTF8.GetString(cell);
        var start = 0;
        var words = 0;
        var matches = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || !char.IsLetter(text[i]) || (i > start && char.IsUpper(text[i]) && char.IsLower(text[i - 1]));
            if (!ends) continue;
            if (i > start)
            {
                words++;
                var word = text[start..i].ToLowerInvariant();
                if (Words.Contains(word) || (word.Length > 3 && word.EndsWith('s') && Words.Contains(word[..^1]))) matches++;
            }

            start = i < text.Length && char.IsLetter(text[i]) ? i : i + 1;
        }

        return (matches > 0 && words <= 8) || (text.Length <= 12 && HoldsIdeographs(text));
    }

    /// <summary>Whether one of the words that are written without spaces between them names a column.</summary>
    private static bool HoldsIdeographs(string text)
    {
        if (text[^1] < '\u1100' && text[0] < '\u1100') return false;
        foreach (var word in Ideographs)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
