namespace EventAgents.Pii.Reading;

/// <summary>The words and phrases of <see cref="CueWords"/>.</summary>
internal static class CueTable
{
    /// <summary>One line per cue: its name, then words and phrases of up to three words, separated by commas.</summary>
    public const string Words = """
        Card: card, visa, mastercard, amex, credit card, debit card, card number, kreditkarte, kartennummer, carte, carte bancaire, tarjeta, carta di credito
        Card: cartão, kaart, creditcard, karta, kort, kortti, kredi kartı, cc, ccnum, pan
        Iban: iban
        Bank: account, acct, bank account, account number, konto, kontonummer, kontonr, compte, rib, cuenta, cuenta bancaria, ccc, conto, conto corrente, conta
        Bank: rekening, rekeningnummer, rachunek, konto bankowe, konta, rachunku, účtu, kontoverbindung, tili, tilinumero, účet, číslo účtu, hesap, hesap no
        Bank: bankkonto, clabe, bsb, bban, current account, savings, checking
        Bank: kto, kto nr, ktonr, acc, acc no, acc number, a c, c c, cbu, bankgiro, plusgiro, girokonto, sparkonto, bankrekening, cuenta corriente, conta corrente
        Bank: contul, cont bancar, nuban, savings account, checking account, current account, account nr, kontonumret, pankkitili, bankkontonummer, číslo účtu
        Routing: clearingnummer, clearing number, clearing no, bank code, branch code, bankcode, agencia, ag, kód banky, guichet, code banque, micr, reg nr, regnr
        Routing: sort, institution, transit number, institution number, sucursal
        Routing: routing, aba, aba number, transit, sort code, sortcode, blz, bankleitzahl, ifsc, rtn, routing number, agência, clearing
        Bic: bic, swift, swift code
        Ssn: ssn, social security, social security number, ss, social, socialsecurity
        Tax: tax, tin, itin, ein, taxpayer, tax id, utr, tfn, ird, nif, nipc, steuer, steuernummer, steuer id, steueridentifikationsnummer
        Tax: identifikationsnummer, idnr, fiscal, codice fiscale, cpf, cuit, cuil, rut, run, rfc, nit, partita iva, btw, nip, afm, αφμ, dic, dič, vergi
        Tax: vergi no, inn, инн, pan, pan card, permanent account, numéro fiscal, contribuinte, skattenummer, davčna, davčna številka, oib
        Company: company, vat, vat id, vat number, ust, ustid, ust idnr, umsatzsteuer, abn, acn, uen, gstin, gst, siren, siret, kvk, ico, ičo, cui, cif, cnpj
        Company: partita, partita iva, brn, business registration, orgnr, organisationsnummer, orgnummer, organisasjonsnummer, registrikood, įmonės kodas, krs
        Company: regon, företag, företaget, handelsregister, hrb, hra, registration number, company number, reg no, y tunnus
        NationalId: national id, national identity, identity, identification, id card, id number, identity card, id code, identity code, citizen, resident
        NationalId: personalausweis, ausweis, ausweisnummer, personnummer, pnr, samordningsnummer, fødselsnummer, fodselsnummer, fnr, cpr, cpr nummer
        NationalId: henkilötunnus, hetu, dni, nie, cédula, cedula, curp, cpf, rg, identidad, documento, bsn, burgerservicenummer, sofinummer
        NationalId: rijksregisternummer, registre national, niss, insz, nir, numéro de sécurité, sécurité sociale, nas, sin, social insurance, pesel, dowód
        NationalId: rodné číslo, rodne cislo, cnp, cod numeric personal, numeric personal, egn, егн, emšo, emso, jmbg, oib, amka, αμκα, isikukood, asmens kodas
        NationalId: personas kods, ahv, avs, ahv nummer, svnr, sozialversicherungsnummer, rentenversicherungsnummer, rvnr, pps, ppsn, nino, national insurance
        NationalId: insurance number, ni number, aadhaar, aadhar, uidai, voter, epic, nric, fin, hkid, mykad, tckn, kimlik, kimlik no, tc kimlik, kişi, teudat
        NationalId: cni, carte nationale d identité, carte d identité, titre de séjour, dowód osobisty, dowodu osobistego, dowód, carte de séjour, niss, seguridad social
        NationalId: n de la seguridad social, ci seria, buletin, občanský průkaz, občianský preukaz, osobní doklad, kimlik kartı, nik, ktp, id kort, identitetskort
        NationalId: henkilökortti, identiteitskaart, kennitala, jmbg, lična karta, osobna iskaznica, ταυτότητας, ταυτότητα, αδτ, ίνν, посвідчення особи, id karte
        NationalId: zehut, emirates id, nik, ktp, nin, rrn, frn, resident registration, my number, mynumber, snils, снилс, паспорт, рнокпп, personal number
        NationalId: personal code, codigo personal, bvn, tnin, thai id, extranjero, permanent resident, sa id, id no
        Id: id
        Medical: mrn, medical record, record number, patient, patient id, patient number, nhs, nhs number, npi, dea, provider identifier, provider, mbi
        Medical: medicare, medicare id, medicaid, health insurance, health card, insurance, insurance no, insurance number, member id, beneficiary, policy
        Medical: kvnr, versichertennr, patientennr, patiëntnr, patiëntnummer, zorgpas, krankenkasse, krankenversicherung, krankenversichertennummer, egk
        Medical: versichertennummer, versicherten, lanr, arztnummer, bsnr, betriebsstättennummer, nhc, historia clínica, historia, cip, nass, episodio
        Medical: ipp, hc, journalnr, journalnummer, journal, fallnummer, fallnr, aufnahmenummer, hospital number, hospital no, unit number, patient ref, episode, admission
        Medical: bpjs, cartão de utente, número de utente, sns, carte vitale, mutuelle, numer karty, karta pacjenta, rodzinny, healthcare number, health number, ohip, phn
        Medical: tarjeta sanitaria, numéro de patient, dossier médical, tessera sanitaria, tessera, chart, ihi, hicn, rx, bkk, aok, patientennummer
        Medical: patientnummer, försäkringsnummer, polis
        Passport: passport, passports, reisepass, pass nr, passnummer, passnr, pasaporte, passeport, passaporto, passaporte, paspoort, paszport, paszportu, pas
        Passport: pasaportes, passeports, reisepässe, pasaporte n, passport nr, cestovný pas, útlevele, паспорта, διαβατήριο, диабатирио, hộ chiếu, paspor, putovnica
        Passport: cestovní pas, útlevél, passi, pasaport, паспорт, passport number, passport no
        Licence: licence, license, drivers, driving, driving licence, driver license, drivers license, fs nr, fsnr, driver licence, driving permit, führerschein, führerscheinnr, fuehrerschein
        Licence: führerscheinnummer, permis, permis de conduire, patente, patente di guida, permiso de conducir, conducir, carnet, carnet de conducir
        Licence: rijbewijs, prawo jazdy, körkort, førerkort, ajokortti, ehliyet, carta de condução, cnh, dl, licence number, license number
        Licence: kørekort, kørekort nr, řidičský průkaz, řidičák, vodičský preukaz, permis de conducere, vezetői engedély, rijbewijsnummer, førerkortnummer, körkortsnummer
        Licence: prawa jazdy, ajokortin, vozačka dozvola, vozniško dovoljenje, шофьорска книжка, juhiluba, водительское удостоверение, права, водійське посвідчення
        Licence: licencia, licencia de conducir, permiso de conducción, dl no, dl number, patente n, numero patente, sürücü belgesi, ausweis führerschein
        Plate: plate, plates, license plate, licence plate, number plate, registration plate, kennzeichen, kfz, nummernschild, immatriculation, plaque
        Plate: matrícula, matricula, placa, targa, kenteken, rejestracyjny, tablica, registreringsnummer, skylt, plaka, plakası, véhicule, vehículo, veicolo
        Plate: fahrzeug, auto, rekisteri, vrm, vehicle registration, reg
        Plate: pkw, lkw, registration, vozidlo, spz, rz, poznávací značka, voiture, coche, samochód, pojazd, rejestracyjne, nr rej, bilen, bil, regnr, гос номер, номерний знак
        Plate: carro, macchina, targata, номер авто, госномер, автомобиль, vehicle, reg no, rego, tag number, licence plates
        Vin: vin, chassis, fahrgestellnummer, fin, vehicle identification
        Imei: imei, imeisv, meid, device id, handset
        Phone: phone, phones, telephone, tel, telefon, mobile, mob, cell, cellphone, call, fax, text, sms, whatsapp, dial, ring, reach, contact, my number
        Phone: your number, her number, his number, number is, international one is, handy, mobil, telefonnummer, rufnummer, téléphone, tél, portable, appelez
        Phone: teléfono, telefono, tlf, tfno, móvil, celular, llame, cellulare, chiamare, telefone, ligue, telemóvel, telefoon, mobiel, bel, komórka, tel kom
        Phone: puhelin, tlf nr, mobiltelefon, telefonas, телефон, тел, sími, phone number, hotline, gsm, voicemail, ext, callback, cep, zadzwoń
        Phone: telefone celular, whatsapp number
        Birth: born, birth, dob, birthday, birthdate, birthdays, date of birth, d o b, geb, geboren, geburtsdatum, geburtstag, né, née, naissance
        Birth: date de naissance, nacido, nacida, nacimiento, fecha de nacimiento, nato, nata, nascita, data di nascita, nascido, nascida, nascimento
        Birth: data de nascimento, geboortedatum, urodzony, urodzona, urodzenia, data urodzenia, född, födelsedatum, født, fødselsdato, syntynyt, syntymäaika
        Birth: narozen, narozena, narození, datum narození, doğum, doğum tarihi, nascut, născut, născută, nașterii, data nașterii, gimimo data, sünniaeg, rojen
        Birth: rojena, rojstva, датa рождения, рождения, родился, родилась, nar, ur, szül, født den, gebdat, geburtsdat, sünd, doğumlu
        Birth: γέννησης, γεννήθηκε, γεννηθείς, народився, народилася, народження, дата народження, lahir, dilahirkan, tanggal lahir, sinh, ngày sinh, rođen, rođena
        Birth: narodený, narodená, datum rođenja, gimė, dzimis, dzimusi, sündinud, født dato, fødselsår, naissances, natalicio, nacimientos, нар, г р, р н, født
        Birth: syntynyt, syntymäpäivä, doğum günü, születési, született, ημ γέννησης, nasc, nac, dt nasc, fecha nac, bday, b day
        Age: age, aged, ages, alter, âge, âgé, âgée, edad, età, idade, leeftijd, wiek, wieku, ålder, alder, ikä, věk, yaş, yaşı, vârsta, возраст
        Password: password, passwd, pwd, pw, pass, passphrase, passcode, pin, passwort, kennwort, mot de passe, contraseña, clave, parola, parola d'ordine
        Password: senha, wachtwoord, hasło, lösenord, adgangskode, passord, salasana, heslo, şifre, пароль, jelszó, wifi, wlan, wi fi
        Password: login password, identified by, lösenordet, passordet, adgangskoden, kodeord, kodeordet, şifrem, şifresi, şifreniz, parolam, parolası, mdp, parolă, lozinka
        Password: geslo, slaptažodis, parool, пароля, κωδικός, κωδικο, mật khẩu, kata sandi, palavra passe, hasła, hasłem, hesla, salasanani, jelszavam, jelszavam
        Password: requirepass, enable secret, enable password, wpa key, wpa2 key, network key, wlan schlüssel, wifi key, wlan key, schlüssel wlan, zugangspasswort, passphrase
        Password: סיסמה, הסיסמה, पासवर्ड, code wifi, clé wifi, seed phrase, recovery phrase, mnemonic, secret phrase, merksatz, startpasswort, initialpasswort
        Secret: key, secret, token, apikey, api key, access key, bearer, auth, credential, private key, client secret
        User: user, username, login, userid, user id, user name, account name, benutzer, benutzername, anmeldename, utilisateur, identifiant, usuario, utente
        User: nome utente, usuário, utilizador, gebruiker, gebruikersnaam, użytkownik, użytkownika, nazwa użytkownika, brukernavn, brugernavn, användarnamn
        User: käyttäjätunnus, kullanıcı adı, usuário, anmeldung, användare, bruker, bruger, käyttäjä, handle, screen name, nickname, nick, uid, kullanıcı
        User: пользователь, логин
        Address: address, addr, street, adresse, anschrift, wohnhaft, dirección, domicilio, indirizzo, residente, endereço, morada, adres, ulica, adress
        Address: osoite, adresa, bydliště, lives, living, deliver, ship, shipping, mailing, home address, adresas, aadress, naslov, adresi, адрес
        Crypto: bitcoin, btc, wallet, ethereum, eth, crypto, monero, xmr, solana, sol, litecoin, ltc, dogecoin, doge, tron, trx, usdt, wallet address, ada
        Crypto: cardano, ripple, xrp
        Version: version, v, ver, release, build, versione, versión, firmware, sdk, driver version, upgrade, upgraded
        Code: employee, emp, staff, badge, personnel, personalnummer, mitarbeiternummer, matricule, empleado, case, case no, docket, matter, aktenzeichen, az
        Code: geschäftszeichen, dossier, expediente, asunto, claim, contract, vertrag, vertragsnummer, contrat, contrato, policy number, customer number
        Code: kundennummer, customer, kunde, kund, client, member, membership, student, student id, matrikelnummer, booking, pnr, reservation, invoice
        Code: rechnung, rechnungsnummer, facture, factura, fattura, ticket, incident, reference, ref, file number, spis, byla, ärende, toimik, cererea, dosar
        Code: receipt, receipt number, recibo, quittung, sinistre, schaden, schadennummer, pcn, payroll, payroll number, vorgang, vorgangsnummer, ordernummer
        Code: bestelnummer, anställningsnummer, medarbejdernummer, variabilní symbol, kundennr, personalnr, mitgliedsnr, mitgliedsnummer, vertragsnr
        Code: rechnungsnr, klantnummer, núm col, ncol, colegiado, licencia, crm, bar number, registration no
        Code: kd nr, kdnr, kundennr, kunden nr, kundnummer, kundenummer, asiakasnumero, numéro client, n client, cliente, client number, codice cliente, código de cliente
        Code: reservation code, booking reference, booking code, confirmation, confirmation number, confirmation code, record locator, buchungsnummer, buchungscode
        Code: réservation, prenotazione, reserva, localizador, docket, file no, file, az, zeichen, unser zeichen, ihr zeichen, gz, dossiernummer, zaaknummer, sagsnummer
        Code: ärendenummer, diarienummer, loyalty, frequent flyer, miles, meter, zähler, zählernummer, meter number, versicherungsschein, versicherungsscheinnummer, police
        Code: polizza, póliza, apólice, polisnummer, skadenummer, sinistro, siniestro, numéro de dossier, n de dossier, proceso, processo, prozessnummer, sygnatura, sygn akt
        Code: spisová značka, personnel no, worker, staff no, dienstnummer, dienstausweis, matricola, legajo, numéro employé, anställningsnr, student number, numéro étudiant
        Code: library card, bibliotheksausweis, parcel, shipment, sendungsnummer, case ref, our ref, your ref, imsi, iccid, sim card, warrant, permit, visa number, asset tag
        Code: enrollment, enrolment, application number, application no, antragsnummer, request number, work order, purchase order, po number, delivery note, lieferschein
        Order: order, bestellung, bestellnummer, commande, pedido, ordine, bestelling, zamówienie, tracking, transaction, shipment, parcel, sendung, colis, auftrag, auftragsnummer
        Order: beställning, tilaus, objednávka, sipariş, comandă, rendelés, auftragsnr, bestellnr, ordre, zamówienia
        Goods: order, orders, sku, part, tracking, serial, isbn, ean, upc, gtin, product, item, batch, lot, commit, hash, sha, checksum, md5, timestamp, epoch
        Goods: bytes, size, offset, line, port, pid, trace, request, span, build, revision, bestellung, bestellnummer, commande, pedido, ordine, bestelling
        Goods: zamówienie, artikel, transaction, txn, tx, block, sequence, seq, counter
        Filler: number, no, nr, num, nummer, numéro, número, numero, numer, n, nº, is, id, ist, est, es, è, code, of, the, my, was, lautet, your, value, und
        Filler: and, für, for, to, with, has
        Month: january, february, march, april, may, june, july, august, september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sep, sept
        Month: oct, nov, dec, januar, jänner, februar, märz, mai, juni, juli, oktober, dezember, mrz, okt, dez, janvier, février, mars, avril, juin, juillet
        Month: août, septembre, octobre, novembre, décembre, janv, févr, avr, juil, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre
        Month: setiembre, octubre, noviembre, diciembre, ene, abr, ago, dic, gennaio, febbraio, aprile, maggio, giugno, luglio, settembre, ottobre, dicembre
        Month: gen, mag, giu, lug, set, ott, janeiro, fevereiro, março, maio, junho, julho, setembro, outubro, novembro, dezembro, fev, out, januari, februari
        Month: maart, mei, augustus, mrt, stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia
        Month: augusti, desember, ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim, kasım, aralık, ledna, února, března, dubna, května
        Month: června, července, srpna, září, října, listopadu, prosince
        Medical: versichertenkarte, gesundheitskarte, kassennummer, krankenkassennummer, versicherten nr, mitgliedsnummer der kasse, krankenversicherten, patientenakte
        Medical: zorgverzekering, zorgverzekeringsnummer, verzekerdennummer, verzekeringsnummer, patiëntennummer, zorgpolis, adhérent, mutuelle, dossier patient
        Medical: identifiant patient, patient ipp, amc, numéro d adhérent, numéro d assuré, afiliación, afiliado, nuss, asegurado, obra social, mutua, isapre, fonasa
        Medical: expediente clínico, expediente médico, historial clínico, nhc, cartella clinica, cartella, assistito, codice assistito, utente, convênio, carteirinha
        Medical: plano de saúde, prontuário, cartão de saúde, processo clínico, ubezpieczenia, ubezpieczony, karty pacjenta, historii choroby, historia choroby, kartoteki
        Medical: pojištěnce, pojišťovny, zdravotní pojištění, číslo pojištěnce, poistenca, patientjournal, patientnr, potilasnumero, potilas, páciens, betegazonosító
        Medical: kórlapszám, kórház, fișa, fișă, card de sănătate, foaie de observație, hasta, protokol no, hasta no, sgk, полис, полиса, омс, медкарта, карта пациента
        Medical: амбулаторная карта, карты пациента, картка пацієнта, медична картка, uhid, abha, cghs, esic, op no, hospital id, medical aid, subscriber, subscriber id
        Medical: enrollee, insured id, chi number, hsc number, csn, sus, cartão sus, cns, accession number, gmc, gmc number, nmc pin, prescriber, practitioner
        Medical: member no, member id, membre, health id, health plan, plan id, group number, claim form, medicaid id, mbr id, patient file, recipient id, rx number
        Licence: fahrerlaubnis, führerausweis, fahrausweis, führerscheins, manejo, licencia de manejo, licencia de conducción, brevete, permiso de conducir, conducir, motorista
        Licence: carteira de motorista, carteira de habilitação, habilitação, condução, permis auto, permis, rijbewijzen, prawem jazdy, řidičského průkazu, řidičský, řidičáku
        Licence: vodičského preukazu, körkortet, kørekortet, førerkortet, jogosítvány, jogosítványom, jogosítványa, vezetői, engedély, ehliyetim, ehliyeti, ehliyetin, sürücü
        Licence: vozačka, vozačku, vozačke dozvole, vozniško, vozniškega dovoljenja, οδήγησης, δίπλωμα οδήγησης, водительское, водительских прав, водительские, посвідчення водія
        Licence: водія, vairuotojo pažymėjimas, vadītāja apliecība, driving permit, drivers lic, lic no, oln, operator license, driver id, driving lic, sim a, sim c, giấy phép lái xe
        Bank: rekeningnr, reknr, rek nr, tegenrekening, konto nr, nr konta, rachunku bankowego, nr rachunku, numer rachunku, rachunek bankowy, účtem, účtů, bankovní účet, bankový účet
        Bank: tilille, tilin, tilinro, tilistä, számlaszám, számlaszáma, számlaszámom, bankszámla, bankszámlaszám, bankszámlára, hesabım, hesabıma, hesap numarası, hesap numaram
        Bank: banka hesabı, račun, računa, žiro račun, broj računa, transakcijski račun, λογαριασμός, λογαριασμού, λογαριασμό, счет, счёт, счета, расчетный счет, лицевой счет
        Bank: р с, рахунок, рахунку, nº de cuenta, cuenta de ahorros, caja de ahorro, caja de ahorros, cta, cta cte, cuenta nómina, conto bancario, numero conto, cont, conturi
        Bank: poupança, conta poupança, conta salário, compte courant, compte bancaire, compte épargne, livret, deposit account, payout account, checking, chequing, acnt, giro
        Bank: bankkontonr, bankkontonummer, lönekonto, lönkonto, lønnskonto, lønkonto, nemkonto, opsparingskonto, tagesgeldkonto, gehaltskonto, referenzkonto, depot, depotnummer
        Bank: số tài khoản, nomor rekening, no rekening, rekening koran, current a c, beneficiary a c, ac no, roll number, credit account, debit account, settlement account
        Passport: pp, ppt
        User: network id, sso id, windows id, login id, corp id, lan id, ad id, nt id, portal id, racf id, vpn id, apple id, gamer id, epic id, riot id
        Medical: insurer, insurer card, insurance card
        Licence: photo id, phép lái xe
        Code: incident report, police report, report no, report number, crime ref, crime reference
        NationalId: uci, uci number
        Medical: hosp, hosp no, ur number, ur no, urn, specimen, encounter, encounter no, visit no, pt id, pat id, accession, fallzahl, dossier médical
        Bank: tài khoản, direct deposit, accts, bank acct, deposit acct, acct num, payroll account
        Password: bindpw, rootpw, psk, pre shared key, preshared key, requirepass, bind password, wpa psk, puk
        Code: agreement, lease, loan, mortgage, applicant, candidate, volunteer, donor, tenant, vendor, supplier, quote, quotation, complaint, enrolment, grievance, subscription, voucher, pupil ref, pupil, inmate, prisoner
        Passport: pașaport, pașaportul, pașaportului, útlevélszám, útlevélszáma, cestovního pasu, cestovný, cestovného pasu, pasas, paso, putovnice, pasoš, pasoša, pasoš br
        Passport: potni list, potnega lista, паспорте, загранпаспорт, загранпаспорта, закордонний паспорт, διαβατηρίου, pasaportu, pasaportum, pasaportun, passin, passi nro
        Passport: paspoortnr, reisepassnr, travel document, document de voyage, pass no, pp no, ppt no, paszportem, paszportowi, reisedokument, resedokument, rejsedokument
        NationalId: sécu, numéro de sécu, nº de sécu, carte d identité, identité, ciudadanía, cédula de ciudadanía, cédula de identidad, c i, carnet de identidad, identità
        NationalId: carta d identità, carta identità, documento d identità, cartão de cidadão, cidadão, bilhete de identidade, título de residência, občanka, občanky, občanského
        NationalId: průkazu totožnosti, rodné, rodného, rodného čísla, fødselsnr, personnr, personbeteckning, personnummeret, fødselsnummeret, henkilötunnukseni, személyi
        NationalId: személyi igazolvány, személyi szám, szig, adóazonosító, adóazonosító jel, taj, taj szám, carte de identitate, c i seria, kimlik numarası, kimlik numaram
        NationalId: tc kimlik, tc no, снилса, иин, егн, лична карта, єдрпоу, іпн, ідентифікаційний код, αφμ, α φ μ, αμκα, osobna, osobna iskaznica, lična, ni no, nat ins
        NationalId: tax file, tax file number, social insurance number, emirates, iqama, cnic, nid, nid no, nid number, alien, alien registration, alien number, uscis
        NationalId: green card, ghana card, kra pin, omang, dui, dpi, ine, clave de elector, arc, arc number, identity document, identity no, civil id, residence permit
        NationalId: aufenthaltstitel, aufenthaltskarte, verblijfsvergunning, permesso di soggiorno, soggiorno, tarjeta de residencia, karta pobytu, uppehållstillstånd
        NationalId: személyi, isik, ak, aadhar no, aadhaar no, uid no, voters, voter id, ration card, philsys, umid, sss, tin no, căn cước, cccd, cmnd, căn cước công dân
        NationalId: carte d identité, cnic, инн, ein, αφμ, st nr
        Tax: steuernr, st nr, stnr, steuer nr, steuernummern, steuerliche, tax number, tax no, tax ref, tax reference, nip, adószám, vergi numarası, vergi kimlik, инн, cui
        Tax: numéro fiscal, fiscale, número fiscal, contribuinte n, daňové, daňové identifikační, porezni, verotunnus, ird, ird number, gst no, pps, npwp, tax payer
        Code: vertragskonto, policennummer, policen nr, auftragsnr, bestellnr, personal nr, pers nr, persnr, mitarbeiter id, mitarbeiter nr, mitglied, mitglieds nr
        Code: kassenzeichen, matr nr, matrikelnr, schadennr, schaden nr, vorgangsnr, vorgangs nr, antragsnr, antrags nr, bearbeitungsnummer, referenznummer, referenz, ref nr
        Code: belegnummer, belegnr, ticketnummer, ticket nr, buchungsnr, geschäftsnummer, kundenkonto, teilnehmernummer, teilnehmer, mandant, mandantennummer, debitor
        Code: debitorennummer, kreditor, rechnungs nr, vertrags nr, kunden id, stammnummer, meldenummer, buchungszeichen, kundenkarte, kundenkartennummer, zählpunkt
        Code: réf, référence, réf client, référence client, allocataire, numéro d allocataire, abonné, numéro d abonné, licencié, numéro de sinistre, numéro de contrat, rôle
        Code: numéro de commande, numéro de facture, parquet, bénéficiaire n, n allocataire, point de livraison, pdl, expte, expedientes, referencia, número de referencia
        Code: número de cliente, número de contrato, socio, número de socio, abonado, autos, diligencias, procedimiento, nig, folio, radicado, trámite, póliza, pólizas, cups
        Code: pratica, polizza, utenza, codice utente, socio, protocollo, prot, fascicolo, procedimento, numero cliente, codice cliente, bolla, sinistro, contratto, rgnr
        Code: protocolo, apólice, contrato, fatura, sócio, nota fiscal, boletim, ocorrência, inscrição, código do cliente, número de cliente, processo n, autos n
        Code: klantnr, klant, lidnummer, lidnr, lid, contractnr, contractnummer, factuurnummer, factuurnr, factuur, polisnr, schadenummer, dossiernr, zaak, zaaknr, rolnummer
        Code: personeelsnummer, personeelsnr, studentnummer, studentennummer, bestelnr, ordernr, kenmerk, ons kenmerk, uw kenmerk, relatienummer, debiteurnummer, meternummer
        Code: klienta, nr klienta, numer klienta, sprawy, nr sprawy, numer sprawy, akt, sygn, umowa, umowy, nr umowy, numer umowy, faktura, faktury, zgłoszenia, legitymacja
        Code: legitymacji, pracownika, nr pracownika, albumu, nr albumu, numer albumu, szkody, nr szkody, polisa, polisy, nr polisy, wniosku, reklamacji, ewidencyjny, zlecenia
        Code: smlouva, smlouvy, číslo smlouvy, zákazníka, zákaznické, faktury, pojistky, číslo pojistky, sp zn, spisová, zn, objednávky, zmluvy, osobní číslo, osobné číslo
        Code: ügyszám, ügyfélszám, ügyfélkód, ügyfél, szerződésszám, szerződés, számlasorszám, törzsszám, kötvényszám, rendelésszám, ügyiratszám, iktatószám, neptun
        Code: dosarul, dosarului, contractul, contractului, facturii, cod client, poliță, polița, poliței, matricol, nr matricol, marca, cererii, bonului, comenzii
        Code: diaarinumero, dnro, asiakasnro, asiakasnumero, asiakas, tilausnumero, laskunumero, vakuutusnumero, henkilönumero, opiskelijanumero, jäsennumero, sopimusnumero
        Code: medlemsnr, medlemsnummer, kundenr, ordrenr, ordrenummer, fakturanr, fakturanummer, policenummer, policenr, skadenr, sagsnr, saksnr, saksnummer, studienummer
        Code: studentnummer, ansattnr, ansattnummer, medarbejdernr, diarienr, målnummer, mål nr, avtalsnummer, avtalsnr, kontraktnummer, kontraktnr, referensnummer, ocr, kid
        Code: sicil, sicil no, müşteri, müşteri no, dosya, dosya no, sözleşme, sözleşme no, fatura no, öğrenci, öğrenci no, üye, üye no, abone, abone no, esas, esas no, poliçe
        Code: poliçe no, başvuru, başvuru no, sipariş no, договор, договора, договору, дело, дела, табельный, заказ, заказа, клиента, клиент, студенческий, обращения, обращение
        Code: заявка, заявки, справа, справи, справу, договір, клієнт, клієнта, πελάτη, πελάτης, συμβολαίου, συμβόλαιο, φάκελος, υπόθεσης, υπόθεση, μητρώου, παραγγελίας
        Code: ugovor, ugovora, broj ugovora, predmet, predmeta, broj predmeta, klijenta, računa br, spis br, posl br, sutarties, bylos, lepingu, kliendi, līguma
        Code: mã khách hàng, mã nhân viên, mã sinh viên, số hợp đồng, nomor pelanggan, nomor pegawai, nip pegawai, nim, collar, collar number, service number, inmate, prisoner
        Code: offender, cause no, index no, petition, tenancy, tenancy ref, tenancy agreement, lease, quote ref, quotation, loan, loan number, mortgage, account ref
        Code: account reference, subscription, mpan, mprn, roll no, candidate, candidate no, candidate number, applicant, applicant no, ucas, learner, pupil, upn, uln, patron
        Code: donor, volunteer, guest, rewards, itinerary, eticket, e ticket, complaint, enquiry, crime ref, crime reference, cad, police report, fir no, service request
        Code: certificate, certificate number, cert no, sevis, title number, apn, payee ref, personnel file, enrolment no, registration number, registration id, reg number
        Routing: abi, cab, s c,店番, 支店番号, branch no, branch number, bankkod, bankleitzahl, clearingnr
        Bank: nib, nib n, conta n, is bankası, chave conta
        NationalId: tc, dowodem, dowodu, nat id, nationalid
        Plate: car license, carlicense, машина, мотоцикл, scooter, motorbike, motorcycle, moto, furgo
        Password: lösen, σύνθημα, συνθηματικό, palabra clave, parole, mot de passe wifi
        Code: clock no, probate ref, flyer, consignment, holder, nómina, núm nómina, reservnummer, nr umowy, payout ref, referral, enrollment no, group no
        Medical: cid, nda, subj, subject id, dental record, cod asigurat, plano de saúde, plano saude, obra social n, n de afiliado
        Medical: nhi, nhi number, health card no, health ins, health insurance id, insurance id, polis bpjs, kartu bpjs, foaie de observație, potvrda, zdravstvena
        NationalId: nip, rut, run, rfc, cuit, cuil, steuer id, steuer idnr, ת ז, ת״ז, תעודת זהות, کد ملی, αδτ, ид карта, лк, osobni broj, kod osobowy
        Code: звернення, преписка, преписки, mem, exempt cert, schadedossier, schadendossier, personalakte, патент, инвентарный, eintrag, parking notice, charge notice, notice
        User: användarnamnet, brukernavnet, brugernavnet, prihlasovacie meno, přihlašovací jméno, online id, account id, tên đăng nhập, nama pengguna, korisničko ime, nume de utilizator
        User: потребителско име, όνομα χρήστη, ім я користувача, gebruikersnaam, käyttäjätunnukseni, login do panelu, identifiant de connexion, web login, portal login, usuario web
        Password: memorable word, memorable, security word, secret word, kundenkennwort, codewort, losungswort, mot secret, palabra clave, parola chiave, palavra secreta, hasło abonenta
        Plate: truck, lorry, trailer, viatura, furgone, furgoneta, camión, camion, lastbil, ciężarówka, transporter
        Medical: thẻ bảo hiểm, hiểm y tế, mã bảo hiểm, bhyt, kod pacjenta, membership id, health fund, medicare card, krankenkassenkarte
        NationalId: căn cước, số cccd, svnr, sv nr, svnummer, sv nummer, ahvnr, ahv nr, oasi, numero avs, kod pesel, ep, epnr, n identité, carte nationale, carte vitale n
        Bank: account details, bank details, tài khoản ngân hàng, stk, iban konto, conto n, cta n, lønnskontonummer, account reg, kontaktkonto
        Licence: dl, dl no, dl nr, dln, lic, bằng lái, bằng lái xe, gplx, vod preukaz, förarbevis
        Code: mandatsref, mandatsreferenz, gläubiger id, kassenkonto, табельний, табельного, табельным, rezerwacja, rezerwacji, varaus, varausnumero, foglalás, foglalási, rezervace
        Code: rezervare, bokning, bokningsnummer, reservering, boeking, boekingsnummer, buchung, бронь, бронирование, бронирования, бронювання, rezervasyon, pnr kodu, reserveringsnummer
        Plate: plakam, plakalı, plakanın, авто, автомобіль, машина, номерний знак, пластина, πινακίδα, πινακίδας, biển, biển số, xe, registration mark, car plate, reg plate
        Plate: immatriculée, immatriculé, plaque d immatriculation, amtliches kennzeichen, wagen, fahrzeugs, matriculado, matriculada, patente auto, chapa, bastidor, tablice
        Plate: rejestracyjnym, rejestracyjną, spz auta, ecv, rendszám, rendszáma, rendszámú, înmatriculare, număr de înmatriculare, plakalı, номерами, госномером, rekisterinumero
        Plate: kentekenplaat, registreringsskylt, skiltet, nummerplade, nummerskilt, registarska, tablica, biển số, plat nomor, car reg, tags, targhe, vehicle reg
        Filler: č, číslo, čísla, číslem, br, broj, broja, szám, száma, számú, numarası, numaram, numarası, nro, nomor, αριθμός, αρ, номер, номером, номера, nummeret, numret, numeru
        Filler: numerem, nummern, numret, numaralı, ref, lyder, jest, är, er, on, é, è, je, són, son, numer, identifiant, código, codice, kod, kód, cod, kode, hat
        Filler: số, là, being, namely, nämlich
        """;
}
