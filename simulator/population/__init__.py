"""The synthetic population: people with their own rates and lifetimes, each visit and basket keyed by what it is."""

from simulator.population.basket import Basket, Line
from simulator.population.customer import Candidate, Customer, Happening
from simulator.population.drawing import Population, draw_population
from simulator.population.market import Market

__all__ = ["Basket", "Candidate", "Customer", "Happening", "Line", "Market", "Population", "draw_population"]
