"""Names for people and teams who do not exist."""

from __future__ import annotations

import numpy as np

from cxstaff.demo.accounts import DOMAIN

ZONE = "Europe/Berlin"

FIRST = """Ada Aiko Alba Amara Amir Ana Anders Anika Anton Aria Arjun Bao Beatriz Bela Bruno Carla
Cem Chiara Chidi Clara Dana Daria David Diego Dilan Edith Elif Elio Emil Emma Enzo Esra Eva Fatou
Felix Femi Filip Freya Gabriel Gita Greta Hana Hassan Helena Hugo Ida Ife Ilse Imani Ines Iris Ivan
Jakob Jana Jin Joao Jonas Josefine Kai Kamal Karim Katya Kenji Kofi Lara Leila Leo Lena Lina Linh
Luca Lucia Maja Malik Mara Marek Maria Mateo Mei Mila Mina Mirko Nadia Naomi Nela Nico Nils Noor
Olga Omar Oskar Paula Pavel Petra Priya Rafael Rana Ravi Rosa Ruben Sami Sara Selma Sofia Sven
Tadeo Tanja Tariq Thea Theo Tilda Timo Tomas Uma Vera Viktor Wanda Yara Yusuf Zara""".split()

LAST = """Abara Adler Aksoy Albrecht Almeida Andersson Arslan Bakker Banerjee Baran Bauer Becker
Bergmann Bianchi Blom Bondar Brandt Carvalho Castro Chen Conti Costa Dahl Danso Demir Diallo Dietz
Dubois Eriksen Farkas Fernandes Ferrari Fischer Fontaine Frank Fuchs Garcia Gomes Graf Greco Gruber
Haas Hansen Hartmann Hofer Holm Horvat Ibrahim Ilic Ivanov Jansen Jensen Juarez Kaya Keller Khan
Kim Klein Koch Kowalski Krause Kumar Lang Larsen Lehmann Lindqvist Lopez Lorenz Maier Marino Martin
Mensah Meyer Moreau Moreno Nagy Nakamura Navarro Neumann Nguyen Novak Nowak Okafor Olsen Ortiz Osei
Ozturk Park Patel Peeters Pereira Petrov Popescu Rao Reyes Ricci Richter Rossi Roth Sanchez Santos
Sato Schmid Schubert Silva Singh Sorensen Steiner Suzuki Tanaka Torres Vargas Vogel Wagner Wang
Weber Winter Wolff Yamada Yilmaz Zhang Ziegler""".split()

DEPARTMENTS = {
    "Orders": "Avocet Bittern Curlew Dunlin Egret Fulmar Gannet Heron".split(),
    "Returns": "Ibis Jackdaw Kestrel Linnet Merlin Nightjar Osprey Plover".split(),
    "Accounts": "Quail Redstart Siskin Tern Wagtail Whimbrel Wren Yellowhammer".split(),
}
ALL_TEAMS = [name for below in DEPARTMENTS.values() for name in below]
PAID_FOR_SPEED = ("Kestrel", "Linnet", "Merlin")


def people(count: int, dice: np.random.Generator) -> list[str]:
    """Return `count` different full names."""
    pairs = dice.permutation(len(FIRST) * len(LAST))[:count]
    return [f"{FIRST[pair % len(FIRST)]} {LAST[pair // len(FIRST)]}" for pair in pairs]


def email_of(name: str) -> str:
    """Return the address of a made-up person."""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"
